"""One request of somebody who looked at no page, to a program that is a day old: see unknown_sites.py."""
from unknown_sites import says_what_began, shell


def build(root):
    return shell(root, True)


check = says_what_began

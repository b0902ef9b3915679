"""Exim's default log, which tells no subjects: the request before a letter and its sender say which file made it. See
shells_of_two_sites.py."""
from shells_of_two_sites import shells


def build(root):
    return shells(root)[0]

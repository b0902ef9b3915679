"""The same where PHP runs as each site's user, and no file tells of the pools: the request fills no second but the first."""
from unknown_sites import says_what_began, shell


def build(root):
    return shell(root, False)


check = says_what_began

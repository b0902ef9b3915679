"""A shell in one of four sites, where each site has a user and a pool: see one_access_log.py."""
from one_access_log import shell


def build(root):
    return shell(root, mod_php=False)

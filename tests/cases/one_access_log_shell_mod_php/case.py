"""A shell in one of four sites, where every site runs as www-data: see one_access_log.py."""
from one_access_log import shell


def build(root):
    return shell(root, mod_php=True)

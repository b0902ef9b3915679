"""A robot at one of four contact pages, where each site has a user and a pool: see one_access_log.py."""
from one_access_log import form


def build(root):
    return form(root, mod_php=False)

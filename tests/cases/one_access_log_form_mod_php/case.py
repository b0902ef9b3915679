"""A robot at one of four contact pages, where every site runs as www-data: see one_access_log.py."""
from one_access_log import form


def build(root):
    return form(root, mod_php=True)

"""The form where nginx's folder holds a log of each site that is called as the site is, and nothing else: no settings tell of it, and neither
"access" nor a folder's name does."""
from unknown_panel import form, plain_nginx


def build(root):
    return form(root, lay_out=plain_nginx)

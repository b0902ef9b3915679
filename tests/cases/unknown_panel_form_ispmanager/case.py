"""The driven contact page where each site has a log that is named after it."""
from unknown_panel import form, ispmanager


def build(root):
    return form(root, lay_out=ispmanager)

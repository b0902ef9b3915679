"""A contact page driven by a robot on a panel that nobody knows; its neighbours have a page of the same name, which people
use in the same hours."""
from unknown_panel import form


def build(root):
    return form(root)

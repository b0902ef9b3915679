"""The neighbour's monitor where his site has a log that is named after it: a log's name gives nobody his page."""
from unknown_panel import ispmanager, neighbour


def build(root):
    return neighbour(root, "POST", lay_out=ispmanager)

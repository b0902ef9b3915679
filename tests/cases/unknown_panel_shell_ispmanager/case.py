"""The same shell where each site has a log that is named after it, and no settings say where the site lies or whose it is."""
from unknown_panel import ispmanager, shell


def build(root):
    return shell(root, lay_out=ispmanager)

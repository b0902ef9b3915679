"""An uploaded shell on a panel that nobody knows: the requests name the page, and the file of that name in the account's
home is sealed; its caller is blocked."""
from unknown_panel import shell


def build(root):
    return shell(root)

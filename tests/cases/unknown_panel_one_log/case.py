"""The same shell where one access log names no site: of the folders that this server's domains could have in the account's
home, one holds the file."""
from unknown_panel import shell


def build(root):
    return shell(root, without_host=True)

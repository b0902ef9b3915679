"""A shop's pages wrote its orders for as long as the logs reach. Two days ago it moved to a host elsewhere, which writes the same
orders with the mailbox's login. The pages here are silent since. Clean."""
from moved_shop import BOX, HOST, shop


def build(root):
    server = shop(root, moved=2, is_thief=False)
    server.never_named(BOX, HOST)
    return server

"""A shop's pages wrote its orders for as long as the logs reach. Two days ago it moved to a host elsewhere, which writes the same
orders with the mailbox's login. The pages here are silent since. Today at noon its
owner mistyped the password in its settings, once. Clean."""
from moved_shop import BOX, HOST, shop


def build(root):
    server = shop(root, moved=2, is_thief=False)
    server.smtp_auth_failure(BOX, HOST, "12:00:10")
    server.never_named(BOX, HOST)
    return server

"""A shop's pages write its orders. A thief has the mailbox, read one of them and writes its subject over his own letters, as many a day
as the shop: but the shop goes on writing."""
from moved_shop import BOX, HOST, shop


def build(root):
    server = shop(root)
    server.expect("thief", "mailbox", account=BOX, block=[HOST], counts=False)
    return server

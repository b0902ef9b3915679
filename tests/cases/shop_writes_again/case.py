"""As shop_moved_away, but the shop was only closed for two days, when a thief began to write its subject over his own letters: today its
pages write again."""
from moved_shop import BOX, HOST, orders, shop


def build(root):
    server = shop(root, moved=2)
    orders(server, 0)
    server.expect("thief", "mailbox", account=BOX, block=[HOST], counts=False)
    return server

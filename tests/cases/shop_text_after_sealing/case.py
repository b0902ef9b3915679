"""For six days a page that somebody planted wrote of orders; it was taken away, and since two days the same is written with the
mailbox's login from elsewhere: he who sent it before, by another door. That text is younger than the logs."""
from moved_shop import BOX, HOST, shop


def build(root):
    server = shop(root, moved=2, began=8)
    server.expect("thief", "mailbox", account=BOX, block=[HOST], counts=False)
    return server

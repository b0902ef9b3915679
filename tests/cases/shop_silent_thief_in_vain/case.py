"""As shop_moved_away, but it is a thief who came upon a shop that had stopped, and writes its subject over letters to a list of which a
fifth is dead: its buyers do not mistype so often."""
from moved_shop import BOX, HOST, shop


def build(root):
    server = shop(root, moved=2, outcomes=("delivered",) * 4 + ("unknown",))
    server.expect("thief", "mailbox", account=BOX, block=[HOST], counts=False)
    return server

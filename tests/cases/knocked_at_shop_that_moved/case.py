"""As shop_moved_away; the shop's mailbox was knocked at before dawn by nobody who got in. The same is told as without."""
from knocks import knocked_at


def build(root):
    return knocked_at("shop_moved_away", root)

"""As owner_moved_house, whose mailbox somebody knocked at before dawn. Clean, as it is without."""
from knocks import knocked_at


def build(root):
    return knocked_at("owner_moved_house", root)

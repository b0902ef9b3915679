"""As one_driver_or_one_desk, in logs that begin today; each mailbox was knocked at sixty times before dawn. Clean, as it is without."""
from knocks import knocked_at


def build(root):
    return knocked_at("one_driver_or_one_desk", root, times=60)

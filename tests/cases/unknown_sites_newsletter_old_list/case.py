"""The same by one request, to a list of which one in twenty is dead."""
from unknown_sites import newsletter


def build(root):
    return newsletter(root, True, 1, 300, ("delivered",) * 14 + ("unknown",) + ("delivered",) * 6 + ("greylisted",), "POST")

"""The same where PHP runs as each site's user, and no file tells of the pools."""
from unknown_sites import newsletter


def build(root):
    return newsletter(root, False, 1, 300, ("delivered",) * 14 + ("unknown",) + ("delivered",) * 6 + ("greylisted",), "POST")

"""An agency with twelve shops in one account: one plugin, one text for all, a few orders each, and four shops that opened
today. Nobody is accused of it."""
from abuse import stolen_beside
from many_folders import agency

SUBJECT = "Your order has been received"


def build(root):
    return agency(root, "cpanel", 8, 12, lambda shop, number: (SUBJECT, SUBJECT), stolen_beside)

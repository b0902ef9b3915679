"""An agency that has sites here moves ten more in today, each in a folder that never mailed: their pages confirm orders, each
site in its own words. Nobody is accused of it."""
from abuse import stolen_beside
from many_folders import agency


def build(root):
    return agency(root, "hestia", 4, 14, lambda shop, number: (f"[{shop}] Thank you for order {number}", f"[{shop}] New order {number}"),
                  stolen_beside)

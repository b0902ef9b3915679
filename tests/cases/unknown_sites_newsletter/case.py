"""A site's first newsletter, twelve times 25 letters, each part by a request of the owner, who works at a place that these logs do
not know: see unknown_sites.py. Clean; a note names the page."""
from unknown_sites import newsletter


def build(root):
    return newsletter(root, True, 12, 25, ("delivered",) * 29 + ("greylisted",), "GET")

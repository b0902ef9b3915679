"""The same where the neighbour's requests are POSTs: they are no other page's visitors that the letters could be for."""
from unknown_panel import neighbour


def build(root):
    return neighbour(root, "POST")

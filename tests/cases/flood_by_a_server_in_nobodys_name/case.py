"""A server's flood, each letter of which bears another name: those that went are told as well as those that wait."""
from flooding_server import flooded


def build(root):
    server, _ = flooded(root, 300)
    return server

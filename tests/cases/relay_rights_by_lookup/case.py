"""Servers that send through this one on every day, by a right that the settings' text does not tell, beside a stranger who does."""
from relay_rights import server_of_companies


def build(root):
    return server_of_companies(root, days=9)

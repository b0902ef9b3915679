"""Segments as mainlog.N.bz2."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="debian", exim="4.96", rotation="numbered-bz2")

"""Segments as mainlog-YYYYMMDD.xz."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="rhel", exim="4.96", rotation="dated-xz")

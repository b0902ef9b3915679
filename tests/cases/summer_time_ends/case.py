"""The day on which an hour is repeated."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="cpanel", exim="4.96", now="2026-10-25 16:00:00")

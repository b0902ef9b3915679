"""The second of January: the year-less stamps of older segments are of last year."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="cpanel", exim="4.96", now="2026-01-02 16:00:00")

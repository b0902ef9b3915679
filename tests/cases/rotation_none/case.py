"""One file holds the whole history."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="directadmin", exim="4.96", rotation=False)

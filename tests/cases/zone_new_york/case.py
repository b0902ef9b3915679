"""A server five hours west of Greenwich."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="cpanel", exim="4.96", zone="America/New_York")

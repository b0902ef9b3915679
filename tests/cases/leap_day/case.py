"""The last of February in a leap year."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="cpanel", exim="4.97", now="2024-02-29 16:00:00", dovecot="2.2")

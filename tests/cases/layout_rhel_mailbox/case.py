"""A plain RHEL."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="rhel", exim="4.98", dovecot="2.2")

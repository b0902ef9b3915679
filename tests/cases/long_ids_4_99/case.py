"""Ids of 23 characters, the words of 4.99."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="cpanel", exim="4.99", dovecot="2.4")

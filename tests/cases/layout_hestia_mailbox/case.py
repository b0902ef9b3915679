"""Hestia, default selector, Dovecot's own log file."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="hestia", exim="4.96")

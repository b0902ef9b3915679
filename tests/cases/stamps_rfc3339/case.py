"""Dovecot's log with RFC 3339 stamps, as rsyslog writes by default now."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="debian", exim="4.96", mail_stamps="rfc3339")

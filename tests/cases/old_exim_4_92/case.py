"""4.92: addr.port in -H, untainted options."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="cpanel", exim="4.92", dovecot="2.2")

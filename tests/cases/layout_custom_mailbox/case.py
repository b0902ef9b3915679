"""A server of no known panel: own paths, nginx, Dovecot's own log file."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="custom", exim="4.94", rotation="numbered")

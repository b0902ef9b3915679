"""The main log through syslog, long lines cut."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="debian", exim="4.96", log="cpanel", syslog=True)

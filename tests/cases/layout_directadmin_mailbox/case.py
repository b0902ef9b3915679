"""DirectAdmin."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="directadmin", exim="4.97", log="cpanel")

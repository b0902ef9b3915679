"""split_spool_directory was switched: messages in input/ and in input/c/."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="cpanel", exim="4.96", flat="mixed")

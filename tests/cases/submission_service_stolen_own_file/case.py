"""The same by Dovecot 2.4, which writes a file of its own, and an Exim of long ids."""
from submission_service import stolen_beside_owner


def build(root):
    return stolen_beside_owner(root, layout="hestia", exim="4.99", dovecot="2.4")

"""A stolen password is used by Dovecot's submission service, and the owner uses the same: Dovecot's line of each relayed letter tells
the session, and its login the person."""
from submission_service import stolen_beside_owner


def build(root):
    return stolen_beside_owner(root, layout="debian", exim="4.96", dovecot="2.3")

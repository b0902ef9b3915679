"""The same where Exim answers with the administrator's own words: whose session was open tells the person."""
from submission_service import stolen_beside_owner


def build(root):
    return stolen_beside_owner(root, tells=("session",), layout="cpanel", exim="4.97", dovecot="2.3")

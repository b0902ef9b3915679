"""Exim's and Dovecot's lines through syslog in rsyslog's form of RFC 5424, which has two blanks before the words."""
from abuse import stolen_mailbox


def build(root):
    return stolen_mailbox(root, layout="debian_syslog", exim="4.96", log="cpanel", syslog=True, mail_stamps="rfc5424")

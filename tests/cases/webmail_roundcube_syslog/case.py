"""Roundcube told to log through syslog: its lines stand among Dovecot's, without a stamp of their own."""
from roundcube import settle_in, steal
from server import Server

ARGUMENTS = ["--webmail-log", "/var/log/mail.log"]


def build(root):
    server = Server(root, layout="debian", log="cpanel", exim="4.96")
    server.roundcube_log_driver = "syslog"
    settle_in(server)
    steal(server)
    return server

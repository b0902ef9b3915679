"""The web server logs in UTC, Exim in local time."""
from abuse import hidden_shell


def build(root):
    return hidden_shell(root, layout="hestia", exim="4.96", log="cpanel", web_zone="UTC")

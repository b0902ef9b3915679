"""An uploaded shell on FreeBSD, where one log is of all sites."""
from abuse import hidden_shell


def build(root):
    return hidden_shell(root, layout="freebsd", exim="4.96", log="cpanel")

"""An uploaded shell on a server of no known panel."""
from abuse import hidden_shell


def build(root):
    return hidden_shell(root, layout="custom", exim="4.96", log="cpanel")

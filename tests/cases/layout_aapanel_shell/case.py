"""An uploaded shell on aaPanel, whose web server's settings lie in a folder of the panel."""
from abuse import hidden_shell


def build(root):
    return hidden_shell(root, layout="aapanel", exim="4.96", log="cpanel")

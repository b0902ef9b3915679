"""An uploaded shell under mod_php on a plain RHEL: all sites run as apache."""
from abuse import hidden_shell


def build(root):
    return hidden_shell(root, layout="rhel", exim="4.98", log="cpanel", mod_php=True)

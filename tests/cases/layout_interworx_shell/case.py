"""An uploaded shell on InterWorx, where each site's log lies in its owner's home."""
from abuse import hidden_shell


def build(root):
    return hidden_shell(root, layout="interworx", exim="4.96", log="cpanel")

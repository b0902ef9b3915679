"""An uploaded shell under Hestia."""
from abuse import hidden_shell


def build(root):
    return hidden_shell(root, layout="hestia", exim="4.96")

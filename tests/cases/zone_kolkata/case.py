"""A zone of half an hour."""
from abuse import hidden_shell


def build(root):
    return hidden_shell(root, layout="cpanel", exim="4.96", zone="Asia/Kolkata")

"""log_selector = +all, long ids, a shell."""
from abuse import hidden_shell


def build(root):
    return hidden_shell(root, layout="cpanel", exim="4.98", log="all")

"""An address like an article's that a rule leads to it: see shell_callers.py."""
from shell_callers import story


def build(root):
    return story(root, "cpanel", "/news/latest")

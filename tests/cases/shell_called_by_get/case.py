"""The shell's own address: see shell_callers.py."""
from shell_callers import SHELL, story


def build(root):
    return story(root, "cpanel", SHELL)

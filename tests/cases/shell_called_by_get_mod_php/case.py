"""The shell's own address, on a server that runs all sites as one user: see shell_callers.py."""
from shell_callers import SHELL, story


def build(root):
    return story(root, "debian", SHELL, mod_php=True)

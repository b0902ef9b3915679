"""A robot at a page without a file, while another site has a file of that name: see one_access_log.py."""
from one_access_log import rewritten


def build(root):
    return rewritten(root, header=True)

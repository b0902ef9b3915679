"""HAProxy's http log with captured Host and User-Agent: see haproxy.py."""
from haproxy import is_read, story


def build(root):
    return story(root, captures=True, layout="directadmin")


check = is_read

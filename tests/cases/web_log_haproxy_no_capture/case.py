"""The same without captured headers, in another zone, where PHP runs as the web server's user."""
from haproxy import is_read, story


def build(root):
    return story(root, captures=False, layout="rhel", zone="America/New_York", mod_php=True)


check = is_read

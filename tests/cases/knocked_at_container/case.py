"""As newsletter_of_container; each mailbox was knocked at sixty times before dawn. The same is told as without."""
from knocks import knocked_at


def build(root):
    return knocked_at("newsletter_of_container", root, times=60)

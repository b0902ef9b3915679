"""As newsletter_weekly_by_smarthost; the list's mailbox was knocked at before dawn. The same is told as without."""
from knocks import knocked_at


def build(root):
    return knocked_at("newsletter_weekly_by_smarthost", root)

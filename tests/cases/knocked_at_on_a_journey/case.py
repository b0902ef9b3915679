"""As circular_to_members_hotel; before dawn somebody failed fifteen times at each of the club's mailboxes. Clean, as it is without."""
from knocks import knocked_at


def build(root):
    return knocked_at("circular_to_members_hotel", root)

"""Roundcube keeps its record of logins, and a guesser types whole lines about an innocent into the name."""
from roundcube_guessers import forged, recorded, typed_in_logins


def build(root):
    return forged(root, recorded, typed_in_logins)

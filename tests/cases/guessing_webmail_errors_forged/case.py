"""The same where errors.log alone tells who guesses."""
from roundcube_guessers import error, forged, typed_in_errors


def build(root):
    return forged(root, error, typed_in_errors)

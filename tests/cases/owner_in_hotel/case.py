"""No subject is logged. A thief sends ninety letters; the owner, in a hotel where he never was, reads his mail all day
and writes six: his are no part of it, and his address stays open."""
from hotel import build_hotel


def build(root):
    return build_hotel(root)

"""The mailboxes are on another server; Dovecot here hands who reads them on to it. A thief sends ninety letters; the owner,
in a hotel where he never was, reads his mail there all day and writes six: his address stays open."""
from hotel import build_hotel


def build(root):
    return build_hotel(root, dovecot="proxy")

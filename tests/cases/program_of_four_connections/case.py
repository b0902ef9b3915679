"""An owner's mail program has the password of before and asks every minute by two or three connections at once, all morning, by another address of
his provider's. Clean: no bot is that slow at one mailbox, and few sit at the owner's provider (guesser_at_the_owners_provider)."""
from bigmail import town

PROGRAM = "192.0.200.9"


def build(root):
    server = town(root)
    for number in range(1500):
        server.failed_login("info@harbor.example", PROGRAM, server.moment("05:00:00") + number // 5 * 120 + number % 5)
    server.never_named(PROGRAM, "harbor")
    return server

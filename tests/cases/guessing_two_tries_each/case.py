"""Guessing from everywhere, two tries an address: each mailbox sees sixty from thirty places. It is told; nobody is blocked,
for a person mistypes as often."""
from guessers import OWNER, two_tries_each


def build(root):
    addresses = [f"203.0.{number}.{number + 5}" for number in range(180)]
    server = two_tries_each(root, addresses)
    server.expect("guessing", "inbound", block=[], spare_origins=[OWNER, *addresses])
    return server

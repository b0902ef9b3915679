"""The same from one /64, which is one subscriber's: all its addresses are blocked."""
from guessers import OWNER, two_tries_each


def build(root):
    robots = [f"2001:db8:66:1::{number * 17 + 2:x}" for number in range(180)]
    server = two_tries_each(root, robots)
    server.expect("guessing", "inbound", block=robots, spare_origins=[OWNER])
    return server


def check(document):
    """None of them guesses often enough by itself, and what all of them tried is told none the less."""
    told = document["incidents"][0]["evidence"][0]["text"]
    return [] if "360 failed logins on 6 mailboxes from 180 addresses" in told else [f"it says: {told}"]

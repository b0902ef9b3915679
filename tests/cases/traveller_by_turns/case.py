"""A traveller (traveller.py) with another of thirty addresses for each connection reads her mail there, too, if less often than she
writes. Clean."""
from traveller import BOX, CARRIER, at_a_fair


def build(root):
    server = at_a_fair(root)
    for number, at in enumerate(server.spread("07:01:00", "15:31:00", 25)):
        server.login(BOX, CARRIER[number * 11 % 30], at)
    return server

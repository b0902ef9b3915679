"""An owner whose provider gives him another /64 every night is on a journey: from two hotels he reads and writes to people, and at
home nobody does. Clean."""
from server import Server
from two_hotels import BOX, PLACES, new_prefix, travel


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("studio", "studio.example", ["info"])
    for ago in range(9, 0, -1):
        server.ordinary_day(BOX, new_prefix(ago), ago, 3)
    travel(server)
    server.never_named("studio", "studio.example", BOX, *PLACES)
    return server

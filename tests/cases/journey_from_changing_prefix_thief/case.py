"""The same two places as an owner's on a journey, reading as much as he would; but at home his mailbox is read today as ever, under
tonight's new /64 of his provider. A thief's, and the owner is spared."""
from server import Server
from two_hotels import BOX, PLACES, new_prefix, travel


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("studio", "studio.example", ["info"])
    for ago in range(9, -1, -1):
        server.ordinary_day(BOX, new_prefix(ago), ago, 3)
    travel(server, flood="thief")
    server.expect("thief", "mailbox", account=BOX, block=PLACES, spare_origins=[new_prefix(0), new_prefix(1)])
    return server

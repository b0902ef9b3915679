"""A thief at two places reads and writes as an owner on a journey would. The owner's line has IPv4, which is silent today, and IPv6, by
which he reads at home as on other days: he is on no journey."""
from server import Server
from two_hotels import BOX, PLACES, travel

FOUR = "192.0.2.88"


def six(ago):
    return f"2001:db8:77:4201:{ago + 3}a:77:{ago * 7:x}:1"


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("studio", "studio.example", ["info"])
    for ago in range(9, -1, -1):
        if ago:
            server.ordinary_day(BOX, FOUR, ago, 3)
        for at in server.spread((ago, "07:30:00"), (ago, "15:00:00"), 3):
            server.login(BOX, six(ago), at)
    travel(server, flood="thief")
    server.expect("thief", "mailbox", account=BOX, block=PLACES, spare_origins=[FOUR, six(0)])
    return server

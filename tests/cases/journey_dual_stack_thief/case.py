"""A thief at two places reads and writes as an owner on a journey would. The owner's line has IPv4, which is silent today, and IPv6, by
which he reads at home as on other days: he is on no journey."""
from server import Server

BOX, PLACES, FOUR = "info@studio.example", ("203.0.113.77", "198.51.100.9"), "192.0.2.88"


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
    for place, start, end in zip(PLACES, ("06:30:00", "11:00:00"), ("10:00:00", "15:30:00")):
        for at in server.spread(start, end, 30):
            server.login(BOX, place, at)
        for number, at in enumerate(server.spread(start, end, 24)):
            server.smtp_auth_message(BOX, place, at, [f"guest{place[-1]}x{number}@inn{number}.example"], "Our tour in May: your seat",
                                     "greylisted" if number % 8 == 3 else "delivered", flood="thief")
    server.expect("thief", "mailbox", account=BOX, block=PLACES, spare_origins=[FOUR, six(0)])
    return server

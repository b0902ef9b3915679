"""The same two places as an owner's on a journey, reading as much as he would; but at home his mailbox is read today as ever, under
tonight's new /64 of his provider. A thief's, and the owner is spared."""
from server import Server

BOX, PLACES = "info@studio.example", ("203.0.113.77", "198.51.100.9")


def home(ago):
    return f"2001:db8:{0x1400 + ago * 77:x}:{0x7000 - ago * 131:x}:{0x4a00 + ago * 5:x}:11:22:{ago:x}3"


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("studio", "studio.example", ["info"])
    for ago in range(9, -1, -1):
        server.ordinary_day(BOX, home(ago), ago, 3)
    for place, start, end in zip(PLACES, ("06:30:00", "11:00:00"), ("10:00:00", "15:30:00")):
        for at in server.spread(start, end, 30):
            server.login(BOX, place, at)
        for number, at in enumerate(server.spread(start, end, 24)):
            server.smtp_auth_message(BOX, place, at, [f"guest{place[-1]}x{number}@inn{number}.example"], "Our tour in May: your seat",
                                     "greylisted" if number % 8 == 3 else "delivered", flood="thief")
    server.expect("thief", "mailbox", account=BOX, block=PLACES, spare_origins=[home(0), home(1)])
    return server

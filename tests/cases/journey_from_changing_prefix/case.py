"""An owner whose provider gives him another /64 every night is on a journey: from two hotels he reads and writes to people, and at
home nobody does. Clean."""
from server import Server

BOX = "info@studio.example"


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("studio", "studio.example", ["info"])
    for ago in range(9, 0, -1):
        server.ordinary_day(BOX, f"2001:db8:{0x1400 + ago * 77:x}:{0x7000 - ago * 131:x}:{0x4a00 + ago * 5:x}:11:22:{ago:x}3", ago, 3)
    for place, start, end in (("203.0.113.77", "06:30:00", "10:00:00"), ("198.51.100.9", "11:00:00", "15:30:00")):
        for at in server.spread(start, end, 30):
            server.login(BOX, place, at)
        for number, at in enumerate(server.spread(start, end, 24)):
            server.smtp_auth_message(BOX, place, at, [f"guest{place[-1]}x{number}@inn{number}.example"], "Our tour in May: your seat",
                                     "greylisted" if number % 8 == 3 else "delivered")
    server.never_named("studio", "studio.example", BOX, "203.0.113.77", "198.51.100.9")
    return server

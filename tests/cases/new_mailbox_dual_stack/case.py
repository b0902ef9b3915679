"""A mailbox made yesterday is read at home and sends its first receipts from there, by IPv4 or IPv6, whichever answers first: two networks,
and one household. Clean."""
from server import Server

BOX, LINE = "office@tailor.example", ("203.0.113.77", "2001:db8:77:4201:9a:77:5:1")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("tailor", "tailor.example", ["office"])
    server.account("mill", "mill.example", ["info"])
    server.history({"info@mill.example": "192.0.2.31"})
    for number, at in enumerate(server.spread((1, "15:00:00"), (1, "20:00:00"), 4) + server.spread("07:00:00", "15:30:00", 20)):
        server.login(BOX, LINE[number % 2], at)
    for number, at in enumerate(server.spread("11:00:00", "12:30:00", 60)):
        server.smtp_auth_message(BOX, LINE[number % 3 > 0], at, [f"guest{number}@place{number % 35}.example"], f"Receipt 2026-{101 + number}",
                                 "greylisted" if number % 12 == 5 else "delivered")
    server.never_named("tailor", "tailor.example", BOX, *LINE)
    return server

"""A secretary sits in a hotel for hours and reads, then writes to two groups of thirty, a letter each; some have moved, and her desk at home asks
for mail all day. Clean. A thief looks into the bakery's mailbox three times in ten minutes, and sends two such letters; another reads the mill's for
hours and sends five. Both are named."""
from server import Server

CLUB, BAKERY, MILL = "info@club.example", "info@bakery.example", "info@mill.example"
HOTEL, LOOKS_IN, READS = "203.0.113.99", "198.51.100.77", "36.80.1.7"
HOURS, MINUTES = ("08:10:00", "09:20:00", "10:40:00"), ("10:45:00", "10:51:00", "10:55:00")


def letters(server, box, address, count, **fields):
    for number in range(count):
        server.smtp_auth_message(box, address, f"11:{number * 5:02d}:00", server.strangers(30, domains=12, name="member"), "The meeting is put off",
                                 ("delivered",) * 14 + ("unknown",), **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    homes = {CLUB: "192.0.2.21", BAKERY: "192.0.2.33", MILL: "192.0.2.44"}
    for box in homes:
        server.account(box.split("@")[1].split(".")[0], box.split("@")[1], ["info"])
    server.history(homes, days=14)
    for box, home in homes.items():
        server.ordinary_day(box, home, until="15:50:00")
        for at in server.spread("07:30:00", "15:50:00", 20):
            server.login(box, home, at)
    for box, address, times in (CLUB, HOTEL, HOURS), (BAKERY, LOOKS_IN, MINUTES), (MILL, READS, HOURS):
        for at in times:
            server.login(box, address, at)
    letters(server, CLUB, HOTEL, 2)
    letters(server, BAKERY, LOOKS_IN, 2, flood="looks_in")
    letters(server, MILL, READS, 5, flood="reads")
    server.expect("looks_in", "mailbox", account=BAKERY, block=[LOOKS_IN], spare_origins=[homes[BAKERY]])
    server.expect("reads", "mailbox", account=MILL, block=[READS], spare_origins=[homes[MILL]])
    server.never_named("club", HOTEL)
    return server

"""No log tells who reads. Two offices have a mailbox for bills that was never used, and write 80 of them today from where a colleague has
written for weeks: one has an IPv4 line, the other gets another IPv6 prefix on most nights and had one of them three times. A third such mailbox,
of a company beside, is used from two addresses where none of its people ever was."""
from server import Server

OFFICE, SHOP = "192.0.2.21", "192.0.2.87"
THIEVES = ["198.51.100.44", "203.0.113.140"]


def office(server, name, place_of):
    boxes = [f"{box}@{name}.example" for box in ("info", "billing")]
    server.account(name, f"{name}.example", [box.partition("@")[0] for box in boxes])
    for ago in range(14, -1, -1):
        server.ordinary_day(boxes[0], place_of(ago), ago, 3)
    return boxes[1]


def bills(server, box, place):
    for number, at in enumerate(server.spread("11:00:00", "11:10:00", 80)):
        server.smtp_auth_message(box, place, at, [f"client{number}@firm{number % 60}.example"], f"Invoice 2026-{1100 + number}",
                                 "unknown" if number % 22 == 6 else "greylisted" if number % 25 == 3 else "delivered", helo="[192.168.1.20]")
    server.never_named(box, box.partition("@")[2], place)


def prefix_of(ago):
    """Nights 1, 5 and 9 ago drew the same."""
    return f"2001:db8:29e9:aa{9 if ago in (1, 5, 9) else 16 + ago:02x}::{ago + 5:x}"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    bills(server, office(server, "plumber", lambda ago: OFFICE), OFFICE)
    bills(server, office(server, "tailor", prefix_of), prefix_of(0))
    stolen = office(server, "joiner", lambda ago: SHOP)
    for number, at in enumerate(server.spread("09:00:00", "13:00:00", 80)):
        server.smtp_auth_message(stolen, THIEVES[number % 2], at, server.strangers(1), "Your parcel could not be delivered",
                                 "unknown" if number % 22 == 6 else "greylisted" if number % 25 == 3 else "delivered", flood="stolen")
    server.expect("stolen", "mailbox", account=stolen, block=THIEVES, spare_origins=[SHOP])
    server.forget_logs("mail.log*")
    return server

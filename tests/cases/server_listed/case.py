"""A thief's flood has this server listed: from noon on three great providers refuse everybody's mail from it. A
bookkeeper sends her monthly invoices from her office, which they refuse too. Only the thief is named."""
from server import Server

BOX, THIEF = "info@harbor.example", "203.0.113.11"
BOOKS, OFFICE = "billing@lakeside.example", "192.0.2.51"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("lakeside", "lakeside.example", ["billing"])
    server.account("bakery", "bakery.example", ["shop"])
    server.history({BOX: "192.0.2.21", BOOKS: OFFICE, "shop@bakery.example": "192.0.2.61"}, days=14, messages=5)
    for box, address in ((BOX, "192.0.2.21"), (BOOKS, OFFICE), ("shop@bakery.example", "192.0.2.61")):
        server.ordinary_day(box, address)
    for number, at in enumerate(server.spread("08:00:00", "12:00:00", 300)):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(2), "Your parcel waits",
                                 ("greylisted", "unknown", "spam", "delivered"), flood="stolen")
    for number, at in enumerate(server.spread("13:00:00", "14:30:00", 90)):
        domain = ("bigmail", "hotpost", "outpost")[number % 3] if number % 2 else f"firm{number % 31}"
        outcome = ("listed" if number % 3 else "listed_there") if number % 2 else "delivered"
        server.smtp_auth_message(BOOKS, OFFICE, at, [f"client{number}@{domain}.example"], f"Invoice 2026-{1100 + number}", outcome)
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[OFFICE], counts=False)
    server.never_named(BOOKS, "lakeside", OFFICE)
    return server

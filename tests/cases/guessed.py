"""A bookkeeper whose mailbox robots try a few times a day, each from an address of its own, as they do every known one."""
from server import Server

BOX, OFFICE, HOME = "books@harbor.example", "192.0.2.21", "203.0.113.66"


def harbor(root):
    server = Server(root, layout="hestia", exim="4.98")
    server.account("harbor", "harbor.example", ["books", "info"])
    server.history({BOX: OFFICE, "info@harbor.example": OFFICE}, days=12, messages=5)
    server.ordinary_day("info@harbor.example", OFFICE)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "01:00:00"), (ago, "15:00:00"), 4)):
            server.smtp_auth_failure(BOX, f"198.51.100.{10 + ago * 4 + number}", at)
    return server


def remind(server, address, count=30, **fields):
    for number, at in enumerate(server.spread("09:00:00", "14:00:00", count)):
        server.smtp_auth_message(BOX, address, at, [f"debtor{number}@town{number}.example"], f"Reminder {3000 + number}", **fields)

"""A thief sends ninety letters of somebody's mailbox; the owner, in a hotel where he never was, reads his mail there all
day and writes six. No subject is logged: his are no part of the mailing, and his address stays open."""
from server import Server

BOX, OFFICE, HOTEL = "info@harbor.example", "192.0.2.21", "198.51.100.199"
THIEVES = ["203.0.113.1", "203.0.113.2", "203.0.113.3"]


def build_hotel(root, **options):
    server = Server(root, layout="debian", exim="4.96", **options)
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: OFFICE, "sales@harbor.example": "192.0.2.22"})
    for at in server.spread("07:30:00", "15:50:00", 20):
        server.login(BOX, HOTEL, at)
    for number, at in enumerate(server.spread("08:00:00", "15:40:00", 6)):
        server.smtp_auth_message(BOX, HOTEL, at, [f"friend{number}@partner{number % 4}.example"], f"Letter {number}")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 90)):
        server.smtp_auth_message(BOX, THIEVES[number % 3], at, server.strangers(2), "Your parcel waits",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=THIEVES, spare_origins=[OFFICE, HOTEL])
    return server

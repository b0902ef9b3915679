"""A thief uses another address of his /64 for each of ninety letters; no subject is logged. All of them are his. The
owner, in a hotel with a /64 of its own, reads there all day and writes six letters from as many addresses."""
from server import Server

BOX, OFFICE = "info@harbor.example", "192.0.2.21"
HOTEL = [f"2001:db8:44:1::{1 + number:x}" for number in range(6)]
THIEF = [f"2001:db8:7:9:{(number + 1) * 77:x}::{number + 1:x}" for number in range(90)]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: OFFICE, "sales@harbor.example": "192.0.2.22"})
    for number, at in enumerate(server.spread("07:30:00", "15:50:00", 20)):
        server.login(BOX, HOTEL[number % 6], at)
    for number, at in enumerate(server.spread("08:00:00", "15:40:00", 6)):
        server.smtp_auth_message(BOX, HOTEL[number], at, [f"friend{number}@partner{number % 4}.example"], f"Letter {number}")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 90)):
        server.smtp_auth_message(BOX, THIEF[number], at, server.strangers(2), "Your parcel waits",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=THIEF, spare_origins=[OFFICE] + HOTEL)
    return server

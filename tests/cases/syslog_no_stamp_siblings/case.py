"""Exim writes to syslog and leaves its own stamps out. The owner of one mailbox sends twenty-five invoices from a hotel to
customers he wrote to from his office before: clean. From another a thief sends to strangers: he is named."""
from customers import invoices, written_before
from server import Server

BOX, OFFICE, HOTEL = "info@harbor.example", "192.0.2.21", "198.51.100.199"
STOLEN, OWNER, THIEVES = "sales@harbor.example", "192.0.2.22", ["203.0.113.1", "203.0.113.2", "203.0.113.3"]


def build(root):
    server = Server(root, layout="debian_syslog", syslog=True)
    server.exim.syslog_stamp = False
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: OFFICE, STOLEN: OWNER}, days=20)
    invoices(server, BOX, HOTEL, written_before(server, BOX, OFFICE, 25))
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 90)):
        server.smtp_auth_message(STOLEN, THIEVES[number % 3], at, server.strangers(2), "Your parcel waits",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=STOLEN, block=THIEVES, spare_origins=[OWNER, OFFICE, HOTEL])
    server.never_named(BOX)
    return server

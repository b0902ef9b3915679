"""A stranger writes through Horde with a mailbox's password. Exim sees www-data's sendmail alone: Horde's log names mailbox
and stranger, Dovecot's that the mailbox was opened each time. Its owner and a neighbour who write by the same Horde are spared."""
import horde
from server import Server

BOX, OTHER, THIEF, HOME, OFFICE = "accounts@harbor.example", "info@harbor.example", "203.0.113.41", "192.0.2.21", "192.0.2.22"


def build(root):
    server = Server(root, layout="debian", log="cpanel", exim="4.96", mod_php=True)
    server.account("harbor", "harbor.example", ["accounts", "info"])
    for ago in range(10, 0, -1):
        for box, address in ((BOX, HOME), (OTHER, OFFICE)):
            horde.login(server, box, address, (ago, "09:00:00"))
            for number in range(3):
                horde.send(server, box, address, (ago, f"1{number}:10:00"), [f"friend{number}@partner{ago % 5}.example"], f"Order {ago}{number}")
    horde.login(server, BOX, THIEF, "10:55:00")
    for at in server.spread("11:00:00", "15:30:00", 90):
        horde.send(server, BOX, THIEF, at, server.strangers(2), "Request quotation 88/A", ("greylisted", "delivered", "unknown"), flood="stolen")
    for box, address, name in ((BOX, HOME, "friend1"), (OTHER, OFFICE, "friend2")):
        horde.login(server, box, address, "15:00:00")
        mark = {"honest": "stolen"} if box == BOX else {}
        horde.send(server, box, address, "15:05:00", [f"{name}@partner1.example"], "Minutes of today", "greylisted", **mark)
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[HOME])
    server.never_named(OTHER, OFFICE)
    return server

"""A stranger writes through SOGo with a mailbox's password, over loopback and without a login: SOGo's log names both, behind
what a client put into X-Forwarded-For. Owner and neighbour write by the same SOGo."""
import sogo
from server import Server

BOX, OTHER, THIEF, HOME, OFFICE = "accounts@harbor.example", "info@harbor.example", "203.0.113.41", "192.0.2.21", "192.0.2.22"


def build(root):
    server = Server(root, layout="debian", log="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["accounts", "info"])
    for ago in range(10, 0, -1):
        for box, address in ((BOX, HOME), (OTHER, OFFICE)):
            for number in range(3):
                sogo.login(server, box, address, (ago, f"1{number}:00:00"))
                sogo.send(server, box, address, (ago, f"1{number}:10:00"), [f"friend{number}@partner{ago % 5}.example"], f"Order {ago}{number}")
    claimed = f"192.0.2.99, {THIEF}"       # the first is what the thief's client said
    for at in server.spread("10:55:00", "15:28:00", 25):
        sogo.login(server, BOX, claimed, at)
    for at in server.spread("11:00:00", "15:30:00", 90):
        sogo.login(server, BOX, claimed, at - 20)
        sogo.send(server, BOX, claimed, at, server.strangers(2), "Request quotation 88/A", ("greylisted", "delivered", "unknown"), flood="stolen")
    for box, address, name in ((BOX, HOME, "friend1"), (OTHER, OFFICE, "friend2")):
        sogo.login(server, box, address, "15:00:00")
        mark = {"honest": "stolen"} if box == BOX else {}
        sogo.send(server, box, address, "15:05:00", [f"{name}@partner1.example"], "Minutes of today", "greylisted", **mark)
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[HOME])
    server.never_named(OTHER, OFFICE, "192.0.2.99")
    return server

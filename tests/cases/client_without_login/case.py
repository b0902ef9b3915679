"""A customer at a new address reads his mail there and has set up a mail program that does not log in to send: forty
letters are refused as relaying. A stranger who reads nothing tries as many: only he is named."""
from server import Server

BOX, HERE, STRANGER = "info@harbor.example", "192.0.2.99", "203.0.113.66"


def refused(server, address, at, to, sender):
    server.exim.rejected(server.moment(at), server.client(address, "OFFICE-PC"), sender, f"RCPT <{to}>",
                         "relay not permitted")


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"})
    for at in server.spread("08:00:00", "15:00:00", 8):
        server.login(BOX, HERE, at)
    for number, at in enumerate(server.spread("10:00:00", "10:05:00", 40)):
        refused(server, HERE, at, f"customer{number}@town{number}.example", BOX)
    for number, at in enumerate(server.spread("11:00:00", "11:30:00", 60)):
        refused(server, STRANGER, at, f"someone{number}@far{number}.example", "joe@bulk.example")
    server.expect("probing", "inbound", block=[STRANGER])
    server.never_named(BOX)
    return server

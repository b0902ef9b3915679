"""Few messages, ninety recipients each: counted by people, not by messages; some are done, by tree and by a
journal that a crash left."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"})
    for number, at in enumerate(server.spread("14:00:00", "15:30:00", 8)):
        message = server.smtp_auth_message(BOX, "203.0.113.11", at, server.strangers(90, domains=60),
                                           "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
        message.journal = message.recipients[2:20:3]
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11"], spare_origins=["192.0.2.21"])
    return server

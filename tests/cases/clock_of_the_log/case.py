"""Without --now the newest line of the main log is the present moment."""
from server import Server

GIVE_NOW = False
BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", now="2024-03-05 11:00:00")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"})
    for number, at in enumerate(server.spread("08:00:00", "10:55:00", 90)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(1),
                                 "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11", "198.51.100.13"],
                  spare_origins=["192.0.2.21"])
    return server


def check(document):
    return [] if all(i["active"] for i in document["incidents"]) else ["the flood of the last hour is not active"]

"""A server whose log begins this morning: usual levels are unknown, the culprit is plain all the same."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.ordinary_day(BOX, "192.0.2.21")
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 120)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(1),
                                 "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11", "198.51.100.13"],
                  spare_origins=["192.0.2.21"])
    server.never_named("sales@harbor.example")
    return server

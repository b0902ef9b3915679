"""An ACL puts a mailbox's mail into the queue "bulk"; half of the flood lies there."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21"})
    server.ordinary_day(BOX, "192.0.2.21")
    for number, at in enumerate(server.spread("12:10:00", "15:40:00", 90)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(1),
                                 "Your invoice is ready", ("greylisted", "waiting", "unknown"),
                                 queue="bulk" if number % 2 else None, flood="stolen")
    server.smtp_auth_message(BOX, "192.0.2.21", "15:20:00", ["friend1@partner1.example"], "Thursday at ten?",
                             "waiting", queue="bulk", honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11", "198.51.100.13"],
                  spare_origins=["192.0.2.21"])
    return server

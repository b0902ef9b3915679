"""Debian's default log_selector: no subject, no recipients on arrival, no cwd; auth by plain_server."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day(BOX, "192.0.2.21")
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    for number, at in enumerate(server.spread("12:10:00", "15:40:00", 100)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(2),
                                 "Your invoice is ready", ("greylisted", "delivered", "unknown"),
                                 mechanism="plain_server", flood="stolen")
    server.smtp_auth_message(BOX, "192.0.2.21", "15:20:00", ["friend1@partner1.example"], "Thursday at ten?",
                             "greylisted", honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11", "198.51.100.13"],
                  spare_origins=["192.0.2.21"])
    server.never_named("sales@harbor.example")
    return server

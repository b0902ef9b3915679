"""Exim writes to syslog without its own stamps and with log_selector +pid: each text begins with the number that
syslog's tag holds already, and the id stands behind it."""
from server import Server

STOLEN, OWNER, THIEVES = "sales@harbor.example", "192.0.2.22", ["203.0.113.1", "203.0.113.2", "203.0.113.3"]
OTHER, DESK = "info@harbor.example", "192.0.2.21"


def build(root):
    server = Server(root, layout="debian_syslog_renamed", log="all", syslog=True)
    server.exim.syslog_stamp = False
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({OTHER: DESK, STOLEN: OWNER}, days=12)
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 90)):
        server.smtp_auth_message(STOLEN, THIEVES[number % 3], at, server.strangers(2), "Your parcel waits",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=STOLEN, block=THIEVES, spare_origins=[OWNER, DESK])
    server.never_named(OTHER)
    return server

"""On Sunday night, while the owner's office is closed, a thief opens the mailbox more often than he writes: forty letters of
one text to five people each, and all of them arrive. That is no traveller's mail."""
from server import Server

BOX, THIEF = "info@harbor.example", "203.0.113.66"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", now="2026-11-23 05:00:00")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=14)
    for at in server.spread("02:00:00", "04:10:00", 45):
        server.login(BOX, THIEF, at)
    for at in server.spread("02:10:00", "04:00:00", 40):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(5), "Invoice attached", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=["192.0.2.21"])
    return server

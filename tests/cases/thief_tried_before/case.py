"""A thief tried the password with one letter three days before, and mails today to people who all exist: his own mailing
makes no regular of him. The owner writes home the same afternoon."""
from server import Server

BOX, OWNER, THIEF = "info@harbor.example", "192.0.2.21", "203.0.113.5"


def build(root):
    server = Server(root)
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("lakeside", "lakeside.example", ["desk"])
    server.history({BOX: OWNER, "sales@harbor.example": "192.0.2.22", "desk@lakeside.example": "192.0.2.31"}, days=14)
    server.ordinary_day(BOX, OWNER)
    server.ordinary_day("desk@lakeside.example", "192.0.2.31")
    server.smtp_auth_message(BOX, THIEF, (3, "03:12:00"), ["check@dropbox1.example"], "test")
    for at in server.spread("13:30:00", "15:30:00", 90):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(1), "Account suspended",
                                 ("greylisted", "delivered", "delivered"), flood="stolen")
    server.smtp_auth_message(BOX, OWNER, "15:40:00", ["ann@partner1.example"], "Home today", "greylisted",
                             honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, spare_origins=[OWNER], block=[THIEF])
    server.never_named("sales@harbor.example", "lakeside")
    return server

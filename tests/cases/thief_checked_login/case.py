"""A seller of passwords guessed one and read the mailbox once, eight days before; its buyer sends through the same address
today. One login is no history of an owner's."""
from server import Server

BOX, OWNER, THIEF = "info@harbor.example", "192.0.2.21", "203.0.113.5"


def build(root):
    server = Server(root)
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("lakeside", "lakeside.example", ["desk"])
    server.history({BOX: OWNER, "sales@harbor.example": "192.0.2.22", "desk@lakeside.example": "192.0.2.31"}, days=14)
    server.ordinary_day(BOX, OWNER)
    server.ordinary_day("desk@lakeside.example", "192.0.2.31")
    for number in range(9):
        server.failed_login(BOX, THIEF, (8, f"03:0{number}:17"))
    server.login(BOX, THIEF, (8, "03:12:00"))
    for at in server.spread("13:30:00", "15:30:00", 90):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(1), "Account suspended",
                                 ("greylisted", "delivered", "delivered"), flood="stolen")
    server.smtp_auth_message(BOX, OWNER, "15:40:00", ["ann@partner1.example"], "Home today", "greylisted",
                             honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, spare_origins=[OWNER], block=[THIEF])
    server.never_named("sales@harbor.example", "lakeside")
    return server

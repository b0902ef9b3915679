"""The flood comes from the office itself: a computer there is infected. The mailbox is named, the office
is not blocked."""
from server import Server

BOX, OFFICE = "info@harbor.example", "192.0.2.21"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: OFFICE, "sales@harbor.example": OFFICE}, days=14)
    server.ordinary_day(BOX, OFFICE, messages=6)
    server.ordinary_day("sales@harbor.example", OFFICE)
    for at in server.spread("11:00:00", "15:40:00", 200):
        server.smtp_auth_message(BOX, OFFICE, at, server.strangers(2), "Your parcel is waiting",
                                 ("greylisted", "unknown", "delivered", "spam"), helo="win-pc", flood="infected")
    server.smtp_auth_message(BOX, OFFICE, "15:20:00", ["friend1@partner1.example"], "Offer 1234", "greylisted",
                             honest="infected")
    server.expect("infected", "mailbox", account=BOX, block=[], spare_origins=[OFFICE])
    server.never_named("sales@harbor.example")
    return server

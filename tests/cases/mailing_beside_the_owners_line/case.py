"""A mailing comes from another address of the carrier whose addresses the owner's telephone has for weeks: his own of
today, or a neighbour's. Nobody is blocked, and nobody says that the mailbox used that very address before."""
from server import Server

BOX, HOME, NEIGHBOUR = "info@harbor.example", "198.51.100.20", "198.51.100.201"


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: HOME, "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day(BOX, HOME)
    for at in server.spread("12:10:00", "15:40:00", 100):
        server.smtp_auth_message(BOX, NEIGHBOUR, at, server.strangers(1), "Your parcel is waiting",
                                 ("greylisted", "delivered", "unknown"), flood="stolen")
    # Through a filter his letters of that day, which are gone, are counted with the mailing.
    server.expect("stolen", "mailbox", account=BOX, spare_origins=[HOME, NEIGHBOUR], counts=not server.through,
                  entry={"how": "password_known", "address": NEIGHBOUR, "says": ["somebody with the same provider"]})
    server.never_named("sales@harbor.example")
    return server

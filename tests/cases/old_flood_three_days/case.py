"""The same, with a whole history known, while the thief tried a few again this morning: the old and the new
letters are one campaign."""
from server import Server

BOX = "info@harbor.example"
NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"}, days=14)
    server.ordinary_day(BOX, "192.0.2.21")
    for number, at in enumerate(server.spread((3, "08:00:00"), (3, "15:30:00"), 150)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(1),
                                 "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    for number, at in enumerate(server.spread("08:00:00", "12:30:00", 45)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(1),
                                 "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    server.queue_since, server.reads_queue_every = server.moment((3, "07:00:00")), 14400
    server.expect("stolen", "mailbox", account=BOX, active=False, counts=False,
                  block=["203.0.113.11", "198.51.100.13"], spare_origins=["192.0.2.21"])
    server.never_named("sales@harbor.example")
    return server

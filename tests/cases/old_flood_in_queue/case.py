"""The flood was two days ago; its rest still lies in the queue, and the day since was quiet. The queue is
judged whole, whatever its age."""
from server import Server

BOX = "info@harbor.example"
NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"}, days=14)
    for number, at in enumerate(server.spread((2, "08:00:00"), (2, "15:30:00"), 200)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(1),
                                 "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    server.smtp_auth_message(BOX, "192.0.2.21", "15:20:00", ["friend1@partner1.example"], "Saturday at ten?",
                             "greylisted", honest="stolen")
    server.queue_since, server.reads_queue_every = server.moment((2, "07:00:00")), 14400
    server.expect("stolen", "mailbox", account=BOX, active=False, counts=False,
                  block=["203.0.113.11", "198.51.100.13"], spare_origins=["192.0.2.21"])
    server.never_named("sales@harbor.example")
    return server

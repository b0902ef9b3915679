"""The administrator froze half of the flood by hand and went for help."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"})
    for number, at in enumerate(server.spread("11:00:00", "14:00:00", 90)):
        message = server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(1),
                                           "Your parcel is waiting", ("greylisted", "greylisted", "unknown"), flood="stolen")
        if number % 3 == 0:
            moment = server.moment("14:30:00") + number * 0.1
            server.admin(moment, "exim", "-Mf", message.id)
            server.exim.line(moment + 0.01, server.exim.pid(moment), "frozen by root", message.id)
            message.frozen_at = moment
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11", "198.51.100.13"])
    return server

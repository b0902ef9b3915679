"""Logs of three days. An office's computer, always at one address, has failed since before they begin, with the password of before, as
long as somebody sits there: not at night. Clean."""
from server import Server

BOX, OFFICE = "info@harbor.example", "84.201.7.7"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=3)
    server.ordinary_day(BOX, "192.0.2.21")
    for ago in range(3, -1, -1):
        for at in server.spread((ago, "07:30:00"), (ago, "15:40:00"), 280):
            server.failed_login(BOX, OFFICE, at)
    server.never_named(OFFICE, BOX, "harbor")
    return server

"""Somebody who is in another provider's network every day, and at home nowhere, sends his first circular. Clean."""
from server import Server

BOX, TODAY = "info@harbor.example", "99.8.3.4"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    for ago in range(15, 0, -1):
        server.ordinary_day(BOX, f"{80 + ago}.{ago * 7}.3.{ago * 11}", ago, until="18:00:00")
    server.ordinary_day(BOX, TODAY)
    for number in range(3):
        server.smtp_auth_message(BOX, TODAY, f"14:0{number}:00", server.strangers(20, domains=45),
                                 "We move to a new shop", ("delivered",) * 19 + ("greylisted",))
    server.never_named(BOX, TODAY)
    return server

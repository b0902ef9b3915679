"""Somebody has sent 700 letters a day with a mailbox's password since before the ten days of logs; a third of the people do not
exist, servers refuse it as spam. That he always did excuses nothing, and makes his address not hers, who reads at her desk."""
from server import Server

BOX = "anna@factory.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("factory", "factory.example", ["anna"])
    server.history({BOX: "192.0.2.21"}, days=10)
    server.ordinary_day(BOX, "192.0.2.21")
    for ago in range(10, -1, -1):
        for at in server.spread((ago, "00:01:00"), (ago, "23:50:00") if ago else "15:55:00", 700 if ago else 480):
            server.smtp_auth_message(BOX, "203.0.113.66", at, server.strangers(1, domains=60), "Your parcel is waiting",
                                     ("delivered", "delivered", "unknown", "delivered", "unknown", "spam"), helo="WIN-7QK2",
                                     flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.66"], spare_origins=["192.0.2.21"], counts=False)
    return server

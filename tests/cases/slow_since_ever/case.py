"""Since before the logs begin two addresses send 240 letters a day with a mailbox's password; a quarter of the people do
not exist. Neither ever read the mailbox, which its owner does at her desk: being there always makes them no owner's."""
from server import Server

BOX, THIEVES = "anna@factory.example", ["203.0.113.66", "198.51.100.13"]


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("factory", "factory.example", ["anna"])
    server.history({BOX: "192.0.2.21"}, days=8)
    server.ordinary_day(BOX, "192.0.2.21")
    for ago in range(8, -1, -1):
        until = "23:50:00" if ago else "15:55:00"
        for number, at in enumerate(server.spread((ago, "00:01:00"), (ago, until), 240 if ago else 170)):
            server.smtp_auth_message(BOX, THIEVES[number % 2], at, server.strangers(1, domains=60),
                                     "Your parcel is waiting", ("delivered", "delivered", "unknown", "delivered"),
                                     helo="WIN-7QK2", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=THIEVES, spare_origins=["192.0.2.21"], counts=False)
    return server

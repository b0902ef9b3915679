"""The manager is in a hotel, where her program reads the mailbox every quarter of an hour, and writes to all 180
colleagues in three letters, since a letter may have sixty recipients. Clean."""
from server import Server

BOX, HOTEL = "anna@factory.example", "203.0.113.66"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    clerks = [f"clerk{number}" for number in range(180)]
    server.account("factory", "factory.example", ["anna"] + clerks)
    server.history({BOX: "192.0.2.21", "clerk1@factory.example": "192.0.2.21"}, days=14)
    for at in server.spread("08:00:00", "15:30:00", 30):
        server.login(BOX, HOTEL, at, seconds=60)
    for part in range(3):
        server.smtp_auth_message(BOX, HOTEL, f"14:0{part}:00",
                                 [f"{clerk}@factory.example" for clerk in clerks[part * 60:part * 60 + 60]],
                                 "We are closed on Friday")
    server.never_named(BOX, "factory", HOTEL)
    return server

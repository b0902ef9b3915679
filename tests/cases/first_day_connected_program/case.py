"""The logs are a day old and tell no subjects. An owner's mail program stays connected: it logs in twice in the morning, and she
writes seven letters until the evening. A stranger sends her password's flood from one machine at noon: he is blocked, her line
is not. Beside her a thief who does likewise: he looks in, writes two letters in the morning to see that the password sends, and
floods from the same place. He is blocked as well."""
from server import Server

BOX, DESK, STRANGER = "anna@factory.example", "84.17.3.9", "203.0.113.66"
OTHER, HOME, TRIES_FIRST = "info@mill.example", "84.17.5.9", "198.51.100.44"


def flood(server, box, address, name):
    for number, at in enumerate(server.spread("12:30:00", "15:00:00", 110)):
        server.smtp_auth_message(box, address, at, server.strangers(1, domains=40), "Your parcel is waiting",
                                 ("delivered", "refused", "unknown")[number % 3], flood=name)


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("factory", "factory.example", ["anna"])
    server.account("mill", "mill.example", ["info"])
    for at in ("08:10:00", "10:55:00"):
        server.login(BOX, DESK, at)
    for number, at in enumerate(server.spread("08:20:00", "15:30:00", 7)):
        server.smtp_auth_message(BOX, DESK, at, [f"friend{number}@partner{number}.example"], f"Offer {number}")
    flood(server, BOX, STRANGER, "one_machine")
    for at in ("08:30:00", "10:20:00", "12:10:00", "14:40:00"):
        server.login(OTHER, HOME, at)
    server.login(OTHER, TRIES_FIRST, "09:30:00")
    for at in ("09:31:00", "12:05:00"):
        server.smtp_auth_message(OTHER, TRIES_FIRST, at, server.strangers(1), "test")
    flood(server, OTHER, TRIES_FIRST, "tries_first")
    server.expect("one_machine", "mailbox", account=BOX, block=[STRANGER], spare_origins=[DESK])
    server.expect("tries_first", "mailbox", account=OTHER, block=[TRIES_FIRST], spare_origins=[HOME], counts=False)
    return server

"""The log is a day old. A webmail on another host serves twelve mailboxes; a thief uses one of them, through it and
from an address of his own: the webmail's is not blocked."""
from server import Server

WEBMAIL, THIEF, STOLEN = "198.51.100.60", "203.0.113.11", "clerk0@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", [f"clerk{number}" for number in range(12)])
    others = [f"clerk{number}@harbor.example" for number in range(1, 12)]
    for box in others:
        for at in server.spread("07:00:00", "15:50:00", 6):
            server.login(box, WEBMAIL, at)
        for number, at in enumerate(server.spread("07:00:00", "15:50:00", 3)):
            server.smtp_auth_message(box, WEBMAIL, at, [f"friend{number}@partner{number}.example"], f"From {box}")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 160)):
        server.smtp_auth_message(STOLEN, [WEBMAIL, THIEF][number % 2], at, server.strangers(2), "Your parcel waits",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=STOLEN, block=[THIEF], spare_origins=[WEBMAIL])
    server.never_named(*others)
    return server

"""A stolen password on a server that does not log who logs in: 200 letters come from one address, under the name of
somebody who writes from his office as ever. It is no open relay: the address is named and blocked, and no mailbox,
for whose password it is cannot be known."""
from server import Server
from unnamed_logins import forget_names

BOX, OFFICE, THIEF = "anna@factory.example", "192.0.2.21", "203.0.113.66"


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="cpanel")
    server.account("factory", "factory.example", ["anna", "bob"])
    server.history({BOX: OFFICE, "bob@factory.example": "192.0.2.22"}, days=12)
    server.ordinary_day(BOX, OFFICE)
    for at in server.spread("13:00:00", "15:00:00", 200):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(2), "Your parcel is waiting",
                                 ("delivered", "greylisted", "unknown"), helo="WIN-7QK2", flood="stolen")
    server.damage.append(forget_names)
    server.expect("stolen", "relay", account=None, block=[THIEF], spare_origins=[OFFICE, "192.0.2.22"])
    server.never_named(BOX, "bob@factory.example", "factory")
    return server

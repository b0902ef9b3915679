"""A mailbox made yesterday: its owner reads it over IPv6, and on a telephone; his program sends the first 90 invoices over IPv4.
That its reader is elsewhere, nobody can tell."""
from abuse import stolen_beside
from server import Server

BOX, MACHINE = "office@plumber.example", "192.0.2.77"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("plumber", "plumber.example", ["office"])
    stolen_beside(server)
    for at in server.spread((1, "15:00:00"), (1, "20:00:00"), 4) + server.spread("07:00:00", "15:40:00", 30):
        server.login(BOX, "2001:db8:77:1::15", at)
    for at in server.spread("07:00:00", "15:40:00", 12):
        server.login(BOX, "203.0.113.200", at)
    for number, at in enumerate(server.spread("13:00:00", "13:40:00", 90)):
        server.smtp_auth_message(BOX, MACHINE, at, [f"customer{number}@town{number % 35}.example"], f"Invoice 2026-{101 + number}",
                                 "greylisted_first" if number % 12 == 0 else "delivered", helo="[192.168.178.20]")
    server.never_named(BOX, "plumber", MACHINE)
    return server

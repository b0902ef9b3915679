"""The logs begin this morning. A customer's booking program sends from whatever network of its cloud it runs in, a confirmation
to each guest, while he reads in the office; somebody has typed eight addresses that nobody has into its form. A note at
most."""
from all_different import subject
from server import Server

BOX, OFFICE = "rooms@hotel.example", "192.0.2.21"
PLACES = ["20.30.40.50", "31.41.59.26", "46.17.96.8", "58.97.93.23", "84.62.64.33", "101.83.27.95"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("hotel", "hotel.example", ["rooms"])
    server.ordinary_day(BOX, OFFICE)
    for at in server.spread("08:00:00", "15:00:00", 6):
        server.login(BOX, OFFICE, at)
    for number, at in enumerate(server.spread("08:30:00", "15:10:00", 62)):
        server.smtp_auth_message(BOX, PLACES[number % 6], at, server.strangers(1, domains=40), f"Booking of {subject(server)}",
                                 "unknown" if number % 8 == 3 else "greylisted" if number % 6 == 1 else "delivered", mailer="plain")
    server.never_named(BOX, "hotel", *PLACES)
    server.expect_note("this may be honest: a program of its owner's in a cloud sends so")
    return server

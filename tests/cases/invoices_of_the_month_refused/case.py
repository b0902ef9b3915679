"""Once a month the office writes an invoice to each of 350 customers; servers of eight of them, at as many providers, call it spam,
and a few have moved. Clean. A customer's computer that is infected writes as many from its desk, and five times as many call that spam."""
from server import Server

DESK, OTHER = "192.0.2.61", "192.0.2.62"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("library", "library.example", ["billing"])
    server.account("mill", "mill.example", ["info"])
    server.history({"billing@library.example": DESK, "info@mill.example": OTHER}, days=14)
    for number, at in enumerate(server.spread("09:00:00", "10:00:00", 350)):
        how = "spam" if number % 44 == 7 else "unknown" if number % 60 == 5 else "greylisted" if number % 25 == 3 else "delivered"
        server.smtp_auth_message("billing@library.example", DESK, at, [f"client{number}@firm{number % 60}.example"],
                                 f"Invoice 2026-{1100 + number} of November", how)
        how = "spam" if number % 9 == 7 else "unknown" if number % 12 == 5 else "greylisted" if number % 25 == 3 else "delivered"
        server.smtp_auth_message("info@mill.example", OTHER, at, [f"winner{number}@firm{number % 60}.example"], "Your parcel waits", how,
                                 flood="infected")
    server.expect("infected", "mailbox", account="info@mill.example", block=[], spare_origins=[OTHER])
    server.never_named("billing@library.example", "library.example", DESK)
    return server

"""On a server that does not log who logs in a customer sends 120 invoices from the office where he always sits; one
address in thirty is dead. He logged in, so nothing relays that may not. Clean."""
from unnamed_logins import customers

BOX = "anna@cust0.example"


def build(root):
    server, offices = customers(root, 3, daily=6, log="cpanel")
    for number, at in enumerate(server.spread("13:00:00", "13:40:00", 120)):
        server.smtp_auth_message(BOX, offices[BOX], at, [f"customer{number}@town{number % 35}.example"],
                                 f"Invoice 2026-{101 + number}", "unknown" if number % 30 == 7 else
                                 "greylisted" if number % 12 == 5 else "delivered")
    server.never_named(*offices, *offices.values(), "cust0")
    return server

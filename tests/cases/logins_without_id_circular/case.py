"""On a server that does not log who logs in a customer sends 120 invoices from the office where he always sits; one
address in thirty is dead. He logged in, so nothing relays that may not. Clean."""
from server import Server
from unnamed_logins import forget_names

BOX = "anna@cust0.example"


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="cpanel")
    offices = {f"anna@cust{n}.example": f"192.0.2.{21 + n}" for n in range(3)}
    for n in range(3):
        server.account(f"cust{n}", f"cust{n}.example", ["anna"])
    server.history(offices, days=12, messages=6)
    for box, office in offices.items():
        server.ordinary_day(box, office, messages=6)
    for number, at in enumerate(server.spread("13:00:00", "13:40:00", 120)):
        server.smtp_auth_message(BOX, offices[BOX], at, [f"customer{number}@town{number % 35}.example"],
                                 f"Invoice 2026-{101 + number}", "unknown" if number % 30 == 7 else
                                 "greylisted" if number % 12 == 5 else "delivered")
    server.damage.append(forget_names)
    server.never_named(*offices, *offices.values(), "cust0")
    return server

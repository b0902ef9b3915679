"""A tax adviser who moved house sends the invoices of the month, and a club's secretary in a hotel writes to all members in one letter. One of
those who get them has a server that calls it spam: every list has such a reader, or one who put himself on it for that. Clean."""
from abuse import stolen_beside
from server import Server

ADVISER, NEW = "info@tax.example", "203.0.113.99"
SECRETARY, HOTEL = "secretary@club.example", "84.17.9.9"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("tax", "tax.example", ["info"])
    server.account("club", "club.example", ["secretary"])
    server.history({ADVISER: "192.0.2.21", SECRETARY: "192.0.2.22"}, days=14)
    for box, place in (ADVISER, NEW), (SECRETARY, HOTEL):
        for at in server.spread("07:00:00", "15:50:00", 90):
            server.login(box, place, at)
    for number, at in enumerate(server.spread("13:00:00", "13:40:00", 60)):
        server.smtp_auth_message(ADVISER, NEW, at, [f"client{number}@town{number % 30}.example"], f"Invoice {number + 100}",
                                 "unknown" if number % 30 == 7 else "spam" if number == 20 else "delivered")
    members = [f"member{number}@town{number % 30}.example" for number in range(90)]
    server.smtp_auth_message(SECRETARY, HOTEL, "11:00:00", members, "Annual meeting",
                             {
to: "unknown" if number % 18 == 3 else "spam" if number == 40 else "delivered" for number, to in enumerate(members)})
    stolen_beside(server)
    server.never_named(ADVISER, SECRETARY, "tax", "club", NEW, HOTEL)
    return server

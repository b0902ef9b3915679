"""A tax adviser moved house over the weekend: one mailbox, the old line silent, the new one reads all day, and the sixty
invoices of the month go out, two of them to nobody. Who reads and writes so on a Sunday night to many more is
thief_on_sunday_night. Clean."""
from server import Server

BOX, NEW = "info@tax.example", "203.0.113.99"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("tax", "tax.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=14)
    for at in server.spread("07:00:00", "15:50:00", 90):
        server.login(BOX, NEW, at)
    for number, at in enumerate(server.spread("13:00:00", "13:40:00", 60)):
        server.smtp_auth_message(BOX, NEW, at, [f"client{number}@town{number % 30}.example"], f"Invoice {number + 100}",
                                 "unknown" if number % 30 == 7 else "delivered")
    server.never_named(BOX, "tax", NEW)
    return server

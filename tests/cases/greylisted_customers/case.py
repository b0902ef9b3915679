"""A mailbox writes 45 invoices to customers of its own, most of them greylisted: they wait. It did so on
the first of last month too. Clean."""
from server import Server

BOX = "invoices@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["invoices", "info"])
    server.history({BOX: "192.0.2.21", "info@harbor.example": "192.0.2.22"}, days=14)
    customers = [f"accounts@customer{number}.example" for number in range(45)]
    for ago in (14, 7):
        for number, at in enumerate(server.spread((ago, "10:00:00"), (ago, "11:30:00"), 45)):
            server.smtp_auth_message(BOX, "192.0.2.21", at, [customers[number]], f"Invoice {5000 + number}",
                                     "greylisted_first")
    for number, at in enumerate(server.spread("14:00:00", "15:55:00", 45)):
        server.smtp_auth_message(BOX, "192.0.2.21", at, [customers[number]], f"Invoice {7000 + number}",
                                 ("greylisted", "greylisted", "delivered"))
    return server

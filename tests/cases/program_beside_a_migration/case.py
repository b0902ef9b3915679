"""A customer's mailboxes are copied to this server at dawn, each by twenty sessions in a quarter of an hour; from then on his shop's host
elsewhere sends a letter to each new member by the mailbox that nobody reads. What copied it is no reader elsewhere. Clean."""
from server import Server

BOX, SHOP, COPIER = "noreply@orchard.example", "203.0.113.91", "198.51.100.92"


def build(root):
    server = Server(root, layout="directadmin", log="cpanel", exim="4.96")
    server.account("orchard", "orchard.example", ["info", "anna", "noreply"])
    server.account("smithy", "smithy.example", ["info"])
    server.history({"info@smithy.example": "192.0.2.93"}, days=12)
    for number, box in enumerate((BOX, "info@orchard.example", "anna@orchard.example")):
        for session in range(20):
            server.login(box, COPIER, server.moment("04:30:00") + number * 900 + session * 45)
    for number, at in enumerate(server.spread("06:00:00", "15:50:00", 78)):
        server.smtp_auth_message(BOX, SHOP, at, server.strangers(1, domains=31, name="member"),
                                 ("Confirm your address", "Login by a new device")[number % 2],
                                 "unknown" if number == 40 else "greylisted" if number % 20 == 5 else "delivered",
                                 helo="ip-10-0-3-7.cloud.example", mailer="plain")
    server.never_named(BOX, "orchard", SHOP, COPIER)
    return server

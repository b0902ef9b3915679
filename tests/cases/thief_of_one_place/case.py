"""One host, where nobody of these weeks ever was, abuses two mailboxes of a customer beyond doubt and sends with a third, that was
never used, to people who exist. A fourth's owner is in the same town's network, reads his mail, and stays out of it."""
from server import Server

OFFICE, SITE, THIEF, HOTEL = "192.0.2.21", "vineyard.example", "101.8.7.9", "101.8.9.77"
WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()
DEAD, LIVING = ("delivered", "unknown", "greylisted", "unknown"), ("delivered", "delivered", "delivered", "greylisted")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("vineyard", SITE, ["desk", "sales", "old", "info"])
    server.history({f"{box}@{SITE}": OFFICE for box in ("desk", "sales", "info")}, days=14)
    for box in ("desk", "sales"):
        server.ordinary_day(f"{box}@{SITE}", OFFICE)
    server.ordinary_day(f"info@{SITE}", HOTEL, messages=6)
    for box, start, letters, list_of in (("desk", "15:00:00", 120, DEAD), ("sales", "14:30:00", 40, DEAD), ("old", "04:00:00", 40, LIVING)):
        for at in server.spread(start, "15:45:00", letters):
            server.smtp_auth_message(f"{box}@{SITE}", THIEF, at, server.strangers(1), " ".join(server.random.sample(WORDS, 2 + letters % 3)),
                                     list_of, flood=box)
        server.expect(box, "mailbox", account=f"{box}@{SITE}", block=[THIEF], spare_origins=[OFFICE, HOTEL])
    server.never_named(f"info@{SITE}", OFFICE, HOTEL)
    return server

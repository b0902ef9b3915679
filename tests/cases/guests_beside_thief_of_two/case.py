"""The logs hold a week. By one address of a carrier a thief abuses two mailboxes of a customer. By the same address an owner of another
customer's writes from her holidays, and reads by the carrier's other addresses; and a third's new shop elsewhere sends its orders. Clean: what
comes from there by the same customer's third mailbox is the thief's."""
from server import Server

OFFICE, SITE, SHARED = "192.0.2.21", "vineyard.example", "101.8.7.9"
OWNER, SHOP, HOME = "anna@kite.example", "shop@mill.example", "84.61.9.12"
TOPICS = ("Thursday", "keys for the barn", "apples", "train at nine", "the roof", "about Saturday", "bicycle", "garden plan")
WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()
DEAD, LIVING = ("delivered", "unknown", "greylisted", "unknown"), ("delivered", "delivered", "delivered", "greylisted")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.logs_begin = server.now - 7 * 86400
    server.account("vineyard", SITE, ["desk", "sales", "old"])
    server.account("kite", "kite.example", ["anna"])
    server.account("mill", "mill.example", ["shop"])
    server.history({f"desk@{SITE}": OFFICE, f"sales@{SITE}": OFFICE, OWNER: HOME}, days=10)
    for box in ("desk", "sales"):
        server.ordinary_day(f"{box}@{SITE}", OFFICE)
    for box, start, letters, outcomes in (("desk", "13:00:00", 120, DEAD), ("sales", "12:30:00", 60, DEAD), ("old", "04:00:00", 40, LIVING)):
        for at in server.spread(start, "15:45:00", letters):
            server.smtp_auth_message(f"{box}@{SITE}", SHARED, at, server.strangers(1), " ".join(server.random.sample(WORDS, 2 + letters % 3)),
                                     outcomes, flood=box)
        server.expect(box, "mailbox", account=f"{box}@{SITE}", block=[SHARED], spare_origins=[OFFICE], counts=box != "desk")
    for number, at in enumerate(server.spread("08:00:00", "15:30:00", 10)):
        server.login(OWNER, f"101.8.7.{10 + number}", at)
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 8)):
        server.smtp_auth_message(OWNER, SHARED, at, [f"friend{number}@partner{number % 4}.example"], TOPICS[number], LIVING)
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 9)):
        server.smtp_auth_message(SHOP, SHARED, at, server.strangers(1), f"Your order {700 + number}", LIVING, helo="web12.host.example", mailer="plain")
    server.never_named(OWNER, SHOP, "kite", "mill", HOME)
    return server

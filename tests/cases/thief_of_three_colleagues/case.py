"""Twelve hosts know the passwords of three mailboxes of one customer: with one they write much, with the others three letters a host,
no two alike. What they do with the first tells whose the others' letters are. A colleague writes from the office as ever."""
from server import Server

OFFICE, SITE = "192.0.2.21", "stables.example"
BOTS = [f"{40 + n}.{n * 3 + 1}.7.9" for n in range(12)]
WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()
LIST = ("delivered", "unknown", "greylisted", "delivered", "unknown")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("stables", SITE, ["desk", "sales", "old", "info"])
    server.history({f"{box}@{SITE}": OFFICE for box in ("desk", "sales", "info")}, days=2)
    for box in ("desk", "sales", "info"):
        server.ordinary_day(f"{box}@{SITE}", OFFICE)
    for box, start, letters in (("desk", "09:00:00", 120), ("sales", "14:00:00", 36), ("old", "14:30:00", 36)):
        for number, at in enumerate(server.spread(start, "15:30:00", letters)):
            subject = "Parcel order update" if box == "desk" else " ".join(server.random.sample(WORDS, 2 + number % 4))
            server.smtp_auth_message(f"{box}@{SITE}", BOTS[number % 12], at, server.strangers(1), subject, LIST, flood=box)
        server.expect(box, "mailbox", account=f"{box}@{SITE}", block=BOTS, spare_origins=[OFFICE])
    server.never_named(f"info@{SITE}", OFFICE)
    return server

"""A stolen mailbox, used slowly and from everywhere: 45 addresses of as many networks, one letter each, other words
each time, and no subject is logged."""
from server import Server

WORDS = "loan parcel prize bill photo offer visa bank tax gift heir job".split()
BOX, OWNER = "info@harbor.example", "192.0.2.21"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: OWNER, "sales@harbor.example": "192.0.2.22"}, days=15)
    server.ordinary_day(BOX, OWNER)
    thieves = [f"{60 + number}.{number * 7 % 250}.{number % 9}.{80 + number}" for number in range(45)]
    for number, at in enumerate(server.spread("00:10:00", "15:50:00", 45)):
        words = " ".join(WORDS[number * step % len(WORDS)] for step in (1, 5, 7))
        server.smtp_auth_message(BOX, thieves[number], at, server.strangers(1, domains=60), f"{words} {number}",
                                 ("delivered", "delivered", "unknown", "delivered", "greylisted"), flood="slow")
    server.expect("slow", "mailbox", account=BOX, block=thieves, spare_origins=[OWNER])
    server.never_named("sales@harbor.example")
    return server


def check(document):
    sure = [incident for incident in document["incidents"] if incident["confidence"] > 0.9]
    return [] if sure else ["45 networks in a day are no person's"]

"""Who stole a mailbox's password buries three people under it, a hundred letters each, from three ends of the world, and no
two of one text. The owner reads and writes at his desk. That few people get it makes it no notice of a device."""
from server import Server

BOX, OWNER = "info@harbor.example", "192.0.2.21"
THIEVES = ["203.0.113.11", "198.51.100.14", "3.4.5.6"]
WORDS = "parcel loan prize bill photo offer visa bank tax gift heir job ticket".split()


def build(root):
    server = Server(root)
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: OWNER, "sales@harbor.example": "192.0.2.22"}, days=12)
    server.ordinary_day(BOX, OWNER)
    victims = server.strangers(3, domains=3, name="victim")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 300)):
        server.smtp_auth_message(BOX, THIEVES[number % 3], at, [victims[number % 3]],
                                 f"{WORDS[number % 13]} {WORDS[number * 5 % 11]} {WORDS[number * 7 % 12]}", flood="bomb")
    server.smtp_auth_message(BOX, OWNER, "15:35:00", ["ann@partner1.example"], "Home today", "greylisted", honest="bomb")
    server.expect("bomb", "mailbox", counts=False, account=BOX, block=THIEVES, spare_origins=[OWNER])
    server.never_named("sales@harbor.example")
    return server

"""The logs are a day old. A customer's desk has read the mailbox since the morning, as his telephone has by his carrier, and
sends his newsletter to 300 people: no old log tells that the desk is his. Clean."""
from server import Server

BOX, DESK = "news@birdclub.example", "192.0.2.41"


def newsletter(root, desk=DESK, reads=("07:40:00", "08:20:00", "11:00:00", "13:30:00"), outcome=("delivered",) * 59 + ("unknown",),
               **fields):
    server = Server(root, layout="hestia", exim="4.98")
    server.account("birdclub", "birdclub.example", ["news", "info"])
    server.ordinary_day("info@birdclub.example", "192.0.2.42")
    for at in reads:
        server.login(BOX, desk, at)
    for at in server.spread("07:00:00", "15:50:00", 5):
        server.login(BOX, "198.51.100.77", at)
    for at in server.spread("09:30:00", "10:20:00", 300):
        server.smtp_auth_message(BOX, desk, at, server.strangers(1), "News of November", outcome, mailer="plain", **fields)
    return server


def build(root):
    server = newsletter(root)
    server.never_named(BOX, "birdclub", DESK)
    return server

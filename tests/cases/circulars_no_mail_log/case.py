"""No log tells who reads. A club's secretary writes from a hotel to all ninety members in one letter, another to two groups of thirty; Anna at the
mill tells 400 customers by four letters in Bcc that the office moves, of whom a seventh has moved as well; a new customer writes his first thirty
receipts. Clean. Of thieves one sends four letters to seventy people each, another sixty letters, a third by an infected computer 300: all are named."""
from honest_mailings import circular, readers
from server import Server

OFFICES = {f"info@{name}.example": f"192.0.2.{20 + number}" for number, name in enumerate(("club", "choir", "mill", "bakery", "tailor", "gazette"))}
CLUB, CHOIR, MILL, BAKERY, TAILOR, PAPER = OFFICES
NEWCOMER, HOME = "office@florist.example", "203.0.113.199"
HOTELS, THIEVES = ("203.0.113.99", "84.17.9.9"), ("36.80.1.7", "177.3.4.9")


def honest(server):
    circular(server, "11:00:00", CLUB, HOTELS[0], readers(90, "member"), 18, 1, "Annual meeting")
    circular(server, "11:20:00", CHOIR, HOTELS[1], readers(60, "singer"), 18, 2, "The rehearsal is put off")
    circular(server, "10:30:00", MILL, OFFICES[MILL], readers(400, "customer"), 7, 4, "Our office moves on 1 December")
    for number, at in enumerate(server.spread("11:01:00", "12:25:00", 30)):
        server.smtp_auth_message(NEWCOMER, HOME, at, [f"guest{number}@place{number % 25}.example"], f"Receipt 2026-{101 + number}",
                                 "greylisted" if number % 12 == 5 else "delivered")
    server.never_named("club", "choir", "mill", "florist", *HOTELS, HOME)


def thieves(server):
    circular(server, "12:00:00", BAKERY, THIEVES[0], readers(280, "winner"), 7, 4, "You have won", flood=BAKERY)
    for number, at in enumerate(server.spread("13:10:00", "13:50:00", 60)):
        server.smtp_auth_message(TAILOR, THIEVES[1], at, server.strangers(1), "Your parcel waits", ("delivered",) * 6 + ("unknown",), flood=TAILOR)
    for number, at in enumerate(server.spread("14:00:00", "14:40:00", 300)):
        server.smtp_auth_message(PAPER, OFFICES[PAPER], at, server.strangers(1), "You have won", ("delivered",) * 5 + ("unknown",), flood=PAPER)
    for box, blocked in (BAKERY, THIEVES[:1]), (TAILOR, THIEVES[1:]), (PAPER, ()):
        server.expect(box, "mailbox", account=box, block=list(blocked), spare_origins=[OFFICES[box]], counts=False)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    for box in (*OFFICES, NEWCOMER):
        name, domain = box.split("@")
        server.account(domain.split(".")[0], domain, [name])
    server.history(OFFICES, days=14)
    honest(server)
    thieves(server)
    server.logs.pop(server.layout.mail_log, None)
    return server

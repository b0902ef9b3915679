"""One host opens Roundcube with the passwords of a dozen customers and writes one letter to twenty people with each, nearly all of whom take it: too
little for any mailbox alone. Its owners read at their desks. The support of a seventh hoster tries six other mailboxes by Roundcube the same day, from
a new office, with a letter to itself by each; and by the address of a hotel five more customers' owners write an invoice each."""
from server import Server

STOLEN = [f"info@firm{number}.example" for number in range(12)]
TRIED = [f"info@shop{number}.example" for number in range(6)]
GUESTS = [f"info@guest{number}.example" for number in range(5)]
THIEF, SUPPORT, HOTEL = "203.0.113.9", "198.51.100.20", "198.18.7.7"


def at_webmail(server, box, address, at, people, subject, **fields):
    session = server.roundcube_login(box, address, at)
    server.webmail_message(box, address, at + 60, people, subject, ("delivered",) * 9 + ("greylisted",), session=session, **fields)


def build(root):
    server = Server(root, layout="hestia", exim="4.98")
    desks = {box: f"192.0.2.{20 + number}" for number, box in enumerate(STOLEN + TRIED + GUESTS)}
    for box in desks:
        server.account(box.split("@")[1].partition(".")[0], box.partition("@")[2], ["info"])
    server.history(desks, days=10)
    for box, desk in desks.items():
        for at in server.spread("07:00:00", "15:55:00", 12):
            server.login(box, desk, at)
    for number, box in enumerate(STOLEN):
        at_webmail(server, box, THIEF, server.moment("11:00:00") + number * 600, server.strangers(20, domains=30), "Invoice overdue", flood=box)
        server.expect(box, "mailbox", account=box, block=[THIEF], spare_origins=[desks[box]])
    for number, box in enumerate(TRIED):
        at_webmail(server, box, SUPPORT, server.moment("10:00:00") + number * 300, ["support@hoster.example"], "Does this mailbox work?")
    for number, box in enumerate(GUESTS):
        at_webmail(server, box, HOTEL, server.moment("09:00:00") + number * 900, [f"buyer{number}@town{number}.example"], "Your invoice")
    server.never_named(*TRIED, *GUESTS, SUPPORT, HOTEL)
    return server

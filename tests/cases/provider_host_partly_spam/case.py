"""A giant provider has hundreds of hosts; one that never wrote here brings 35 honest letters and 24 that are refused as
spam, while its sisters write every day. It stays open. A spammer with as much of both says in HELO that he is such a
host, and is blocked; so is one who has a verified name of his own."""
from server import Server

NEW, LIAR, OWN_NAME = "198.51.100.66", "203.0.113.61", "203.0.113.62"
HOUSE = "outbound.bigmail.example"


def spam_and_honest(server, host, helo, name, subject):
    client = lambda: server.client(host, helo, name)
    for number, at in enumerate(server.spread("00:05:00", "15:50:00", 59)):
        if number % 5 in (0, 2):
            server.exim.rejected(server.moment(at), client(), f"x{number}@trial{number}.example", "after DATA",
                                 "This message was classified as SPAM (score 9.1)")
        else:
            server.remote_message(host, at, f"p{number * 11 % 300}@firm{number % 90}.example",
                                  f"clerk{number % 25}@harbor.example", f"{subject} {number * 41 % 997}", helo=helo, name=name)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", [f"clerk{n}" for n in range(25)])
    server.history({"clerk0@harbor.example": "192.0.2.21"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:05:00"), (ago, "15:50:00"), 70)):
            server.remote_message(f"198.51.100.{40 + number % 6}", at, f"p{number * 7 % 300}@firm{number % 90}.example",
                                  f"clerk{number % 25}@harbor.example", f"About {number * 37 % 991}",
                                  name=f"mail-eur05on2{100 + number % 6}.{HOUSE}")
    spam_and_honest(server, NEW, f"mail-eur05on2131.{HOUSE}", f"mail-eur05on2131.{HOUSE}", "Concerning")
    spam_and_honest(server, LIAR, f"mail-eur05on2132.{HOUSE}", None, "Offer")
    spam_and_honest(server, OWN_NAME, "mx1.bulk.example", "mx1.bulk.example", "Chance")
    server.expect("spam", "inbound", block=[LIAR, OWN_NAME], spare_origins=[NEW], counts=False)
    server.never_named(NEW)
    return server

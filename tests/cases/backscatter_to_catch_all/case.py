"""A stranger forges made-up names of a domain that has a catch-all: 420 bounces from 140 hosts come to its one mailbox. It is
told; nobody is blocked, and no bounce is removed. Another customer's newsletter goes out by a service, in whose names for each letter sixty
bounces come to his catch-all: nobody writes as he."""
from server import Server


def build(root):
    server = Server(root, layout="directadmin", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=10)
    server.local_address_words = lambda to: f"info <{to}>"
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 420)):
        name = f"{'abcdefghij'[number % 10]}{number * 37 % 9973:x}"
        server.remote_message(f"198.51.100.{number % 140 + 1}", at, "", f"{name}@harbor.example",
                              "Mail delivery failed: returning message to sender", name=f"mx{number % 140}.elsewhere{number % 60}.example")
    server.account("birdclub", "birdclub.example", ["info"])
    for number, at in enumerate(server.spread("11:00:00", "15:50:00", 60)):
        server.remote_message(f"203.0.113.{number % 40 + 1}", at, "", f"news+member{number}=town{number}@birdclub.example",
                              "Undeliverable: News of November", name=f"mx{number % 40}.town{number}.example")
    server.never_named("birdclub.example")
    server.expect("bounces", "backscatter", domain="harbor.example", block=[], counts=False)
    return server

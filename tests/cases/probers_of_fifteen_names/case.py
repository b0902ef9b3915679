"""Twenty hosts each try fifteen names that nobody here has, in the course of six hours and each name once: too few of each to be busy, and too few hosts
for a botnet of three names each, but nothing else is known of them. A partner with an old address book is refused three times."""
from server import Server

HOSTS = [f"203.0.113.{10 + number * 9}" for number in range(20)]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("bakery", "bakery.example", ["info"])
    server.account("museum", "museum.example", ["info"])
    server.history({"info@bakery.example": "192.0.2.41", "info@museum.example": "192.0.2.42"}, days=6)
    names = ("anna", "otto", "max", "sales", "hr")
    for number, at in enumerate(server.spread("08:00:00", "14:00:00", 300)):
        server.probe(HOSTS[number % 20], at, f"{names[number % 5]}{number}@{('bakery', 'museum')[number % 2]}.example")
    for number, at in enumerate(("09:00:00", "09:00:20", "09:00:40")):
        server.probe("198.51.100.20", at, f"former{number}@bakery.example", sender="news@partner0.example", helo="mx.partner0.example")
    server.expect("probing", "inbound", block=HOSTS, spare_origins=["198.51.100.20"])
    return server

"""A botnet harvests addresses: 220 hosts try four made-up names each, all day, where on other days fifteen are refused.
Found. Writers who mistype a name and have written before, or whose letter to another is taken, are not named."""
from server import Server

BOTS = [f"203.0.113.{1 + n}" for n in range(220)]
PARTNER, WRITER = "198.51.100.20", "198.51.100.21"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("bakery", "bakery.example", ["shop"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=12)
    for ago in range(12, 0, -1):
        for number, at in enumerate(server.spread((ago, "01:00:00"), (ago, "22:00:00"), 15)):
            server.probe(f"100.{ago}.{number}.9", at, f"old{number}@harbor.example")
        server.remote_message(PARTNER, (ago, "10:00:00"), "friend1@partner1.example", "info@harbor.example")
    for number, at in enumerate(server.spread("01:00:00", "15:50:00", 880)):
        name = ("anna", "bert", "carl", "dora", "emil")[number % 5]
        server.probe(BOTS[number % 220], at, f"{name}{number * 37 % 997}@{('harbor', 'bakery')[number % 2]}.example",
                     sender=f"x{number}@bulk{number % 80}.example", helo=f"[10.0.{number % 220}.2]")
    for number in range(4):
        for host, domain in ((PARTNER, "partner1"), (WRITER, "partner2")):
            server.probe(host, server.moment("11:00:00") + number * 60, f"inof{number}@harbor.example",
                         f"friend1@{domain}.example", f"mx.{domain}.example")
    server.remote_message(WRITER, "11:10:00", "friend1@partner2.example", "info@harbor.example")
    server.expect("harvest", "inbound", block=BOTS, spare_origins=[PARTNER, WRITER], counts=False)
    server.never_named(PARTNER, WRITER)
    return server

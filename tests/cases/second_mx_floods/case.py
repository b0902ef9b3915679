"""The second MX of the domains here brings a few letters every day, also to people who never existed. Today somebody floods it with made-up
names, and it asks for each of them here: blocking it would lose everybody's mail. A stranger who does the same is named."""
from server import Server

SECOND, PROBER = "198.51.100.9", "203.0.113.70"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=9)
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:30:00"), (ago, "15:30:00"), 12)):
            writer = f"writer{number * 7 + ago}@town{(number * 3 + ago) % 40}.example"
            server.remote_message(SECOND, at, writer, "info@harbor.example", f"Letter {ago * 12 + number}", name="mx2.relay.example")
            server.probe(SECOND, at + 40, f"old{number}x{ago}@harbor.example", sender=writer, helo="mx2.relay.example")
    for number, at in enumerate(server.spread("11:00:00", "15:30:00", 280)):
        server.probe(SECOND, at, f"made{number}@harbor.example", sender=f"a{number}@bulk{number % 90}.example", helo="mx2.relay.example")
        if number % 2:
            server.probe(PROBER, at + 2, f"up{number}@harbor.example", sender=f"b{number}@bulk{number % 90}.example")
    server.expect("prober", "inbound", block=[PROBER], counts=False)
    server.never_named(SECOND)
    return server

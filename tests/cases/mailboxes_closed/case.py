"""A firm closed forty mailboxes yesterday. All the world's hosts still write to them: 220 that bring nothing else today,
four letters each. No harvest. A single host that makes up names is found."""
from server import Server

HARVESTER = "203.0.113.71"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=12)
    for number, at in enumerate(server.spread("01:00:00", "15:50:00", 880)):
        host = number % 220
        server.probe(f"198.51.{100 + host // 200}.{1 + host % 200}", at, f"clerk{(host * 7 + number // 220) % 40}@harbor.example",
                     f"p{number % 70}@firm{host}.example", f"mx.firm{host}.example")
    for number, at in enumerate(server.spread("13:00:00", "13:20:00", 90)):
        server.probe(HARVESTER, at, f"name{number}@harbor.example")
    server.expect("names", "inbound", block=[HARVESTER], counts=False)
    return server

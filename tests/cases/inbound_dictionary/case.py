"""Two addresses try names at two domains; a customer mistypes one name."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"info@harbor.example": "192.0.2.21"})
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("13:00:00", "13:20:00", 140)):
        server.probe(["203.0.113.71", "203.0.113.72"][number % 2], at, f"name{number}@harbor.example")
    server.probe("198.51.100.20", "11:11:00", "inof@harbor.example", "friend1@partner1.example", "mx.partner1.example")
    server.expect("names", "inbound", block=["203.0.113.71", "203.0.113.72"], spare_origins=["198.51.100.20"])
    return server

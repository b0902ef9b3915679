"""A new customer reads his mail from eight in the morning on and writes his first thirty receipts at eleven. Nothing is known
of him from before."""
from server import Server

BOX, HOME = "office@bakery.example", "203.0.113.99"


def build(root):
    server = Server(root, layout="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.account("bakery", "bakery.example", ["office"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=6)
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for at in ("07:57:00", *server.spread("08:20:00", "15:21:00", 10)):
        server.login(BOX, HOME, at)
    for number, at in enumerate(server.spread("11:01:00", "12:25:00", 30)):
        server.smtp_auth_message(BOX, HOME, at, [f"guest{number}@place{number % 25}.example"], f"Receipt 2026-{101 + number}",
                                 "greylisted" if number % 12 == 5 else "delivered")
    server.never_named(BOX, "bakery", HOME)
    return server

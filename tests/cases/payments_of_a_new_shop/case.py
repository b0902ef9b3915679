"""A shop opens today: a payment provider tells it of each of 150 payments, from one host that never wrote here. Clean:
nothing blocked, nothing removed."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", "bakery.example", ["shop", "info"])
    server.history({"info@bakery.example": "192.0.2.31"}, days=12)
    server.ordinary_day("info@bakery.example", "192.0.2.31")
    for number, at in enumerate(server.spread("08:00:00", "15:50:00", 150)):
        server.remote_message("198.51.100.140", at, "service@pay.example", "shop@bakery.example",
                              f"You received a payment of {10 + number % 37} EUR from Ann {number}",
                              "full_here" if number > 140 else "delivered", name="mx3.pay.example")
        server.login("shop@bakery.example", "192.0.2.31", at + 60)
    for number, at in enumerate(server.spread("14:30:00", "15:30:00", 400)):
        server.remote_message("203.0.113.91", at, f"offer{number}@bulk.example", "info@bakery.example", "Cheap watches today only", name="mail.bulk.example")
    server.expect("flood", "inbound", block=["203.0.113.91"], spare_origins=["198.51.100.140"], counts=False)
    server.never_named("shop@bakery.example")
    return server

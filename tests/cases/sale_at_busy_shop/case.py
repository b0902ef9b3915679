"""A shop's machine sends 400 order letters a day with a login; today is a sale, 620 until now. The first day of the log is a
part of one, and is no quiet day."""
from abuse import stolen_beside
from server import Server

BOX, MACHINE = "orders@shop.example", "192.0.2.50"


def orders(server, today, until="15:55:00"):
    server.account("shop", "shop.example", ["orders"])
    number = 0
    for ago in range(12, -1, -1):
        for at in server.spread((ago, "08:00:00"), (ago, "15:00:00"), 5):
            server.login(BOX, "192.0.2.21", at)
        for at in server.spread((ago, "00:10:00"), (ago, "23:40:00") if ago else until, 400 if ago else today):
            number += 1
            server.smtp_auth_message(BOX, MACHINE, at, [f"buyer{number}@town{number % 60}.example"], f"Your order {1000 + number}",
                                     "unknown" if number % 18 == 3 else "greylisted" if not ago and number % 50 == 7 else "delivered",
                                     helo="shop.example", mailer="plain")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    orders(server, 620)
    stolen_beside(server)
    server.never_named(BOX, MACHINE)
    return server

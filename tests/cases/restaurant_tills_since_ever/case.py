"""Five tills of a restaurant send their guests' receipts each evening, each by another address of their carrier every day, since the
logs begin, on a midnight twelve days ago. Of the first of the days that end now these hold the hours until four, in which guests are few: that
is no other way of the tills' before twelve days of abuse. Clean."""
from server import Server

BOX = "tills@bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("bakery", "bakery.example", ["tills", "info"])
    server.remote_message("198.51.100.20", (12, "00:05:00"), "night@partner0.example", "info@bakery.example", name="mx.partner0.example")
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "14:00:00"), (ago, "22:00:00" if ago else "15:50:00"), 48 if ago else 11)):
            till = f"109.{41 + number % 2}.{ago * 17 + number % 5 * 7}.{number % 5 + 20}"
            server.smtp_auth_message(BOX, till, at, [f"guest{ago}x{number}@town{number % 30}.example"], f"Your receipt {5000 + ago * 700 + number * 17}",
                                     "unknown" if number % 18 == 7 else "greylisted" if ago == 0 and number % 9 == 4 else "delivered", helo="till", mailer="plain")
    server.logs_begin = server.moment((12, "00:00:00"))
    server.never_named("bakery", BOX)
    return server

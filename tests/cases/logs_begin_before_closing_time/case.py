"""A customer's program in a data centre sends his appointments with one mailbox, some thirty a day for as long as the logs go back, each
time from another of the centre's addresses. The logs begin nine days ago in the last minutes before this hour, when it is silent on every
day: that is no day without its letters. Clean."""
from server import Server

BOX, HOME = "visits@harbor.example", "192.0.2.21"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["visits", "info"])
    server.account("museum", "museum.example", ["info"])
    server.history({"info@museum.example": "192.0.2.33"}, days=10)
    for ago in range(10, -1, -1):
        server.login(BOX, HOME, (ago, "08:10:00"))
        for number, at in enumerate(server.spread((ago, "08:30:00"), (ago, "14:40:00"), 32)):
            client = f"34.{80 + (number * 7 + ago) % 16}.{(number * 37 + ago * 11) % 250}.{1 + (number * 13 + ago * 5) % 250}"
            server.smtp_auth_message(BOX, client, at, server.strangers(1, domains=60, name="guest"),
                                     f"Your appointment on {1 + number % 28} December", helo="app-7.internal")
    server.logs_begin = server.moment((9, "15:15:00"))
    server.remote_message("198.51.100.20", (9, "15:16:00"), "friend0@partner0.example", "info@museum.example")
    server.never_named(BOX, "harbor")
    return server

"""A camera on a boat logs in with its owner's mailbox from a mobile carrier, which gives it other addresses every day. In
today's storm it writes 300 alarms to him and his wife, as many as twenty on other days. Clean."""
from abuse import stolen_beside
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root)
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=12)
    server.ordinary_day(BOX, "192.0.2.21")
    stolen_beside(server)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:40:00"), 300 if ago == 0 else 12 + ago % 8)):
            server.smtp_auth_message(BOX, f"91.12.{(ago * 37 + number % 5 * 11) % 250}.{1 + ago}", at,
                                     [("owner@bigmail.example", "wife@othermail.example")[number % 2]], f"Motion at {number}",
                                     helo="[10.0.0.7]", mailer="plain")
    server.never_named(BOX)
    return server

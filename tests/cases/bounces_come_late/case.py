"""A circular to 600 people left a little before the window; forty hosts bounce in the night. It was sent from here, and
nobody forges the sender. Clean."""
from server import Server

CLUB = "club@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["club"])
    server.history({CLUB: "192.0.2.21"}, days=14)
    for part in range(12):
        server.smtp_auth_message(CLUB, "192.0.2.21", (1, f"14:{part * 3:02d}:00"), server.strangers(50, domains=90),
                                 "Autumn letter")
    for number, at in enumerate(server.spread((1, "16:30:00"), "12:00:00", 45)):
        server.remote_message(f"198.51.100.{60 + number % 40}", at, "", CLUB, "Undelivered Mail Returned to Sender",
                              name=f"mx.host{number % 40}.example")
    return server

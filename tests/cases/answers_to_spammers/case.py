"""Spam with forged senders comes to a help desk, whose program opens a ticket for each and says so: a third of the senders do
not exist. Each is answered once, and wrote first; the program is no spammer's."""
from abuse import stolen_beside
from server import Server

SITE = "helpdesk.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    account = server.account("helpdesk", SITE, ["support"])
    server.history({f"support@{SITE}": "192.0.2.21"}, days=12)
    stolen_beside(server)
    for ago in range(12, -1, -1):
        times = server.spread((ago, "09:00:00"), (ago, "15:30:00"), 12) if ago else server.spread("09:00:00", "15:30:00", 240)
        for number, at in enumerate(times):
            sender = f"writer{ago}x{number}@town{number % 50}.example"
            server.remote_message(f"198.51.100.{number % 200 + 1}", at, sender, f"support@{SITE}", f"Question {number}")
            server.local_message("helpdesk", at + 2, f"support@{SITE}", [sender], f"Ticket opened [#{90000 + ago * 500 + number}]",
                                 "unknown" if not ago and number % 3 == 1 else "delivered", directory=account.home)
    server.never_named("helpdesk", SITE)
    return server

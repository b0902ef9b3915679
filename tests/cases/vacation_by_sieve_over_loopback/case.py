"""As vacation_by_sieve, but the mail store hands its answers to Exim over loopback. Clean."""
from server import Server

SITE = "harbor.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", SITE, ["info", "sales"])
    server.history({f"info@{SITE}": "192.0.2.21", f"sales@{SITE}": "192.0.2.22"}, days=8)
    for number, at in enumerate(server.spread("07:00:00", "15:30:00", 180)):
        box, writer = f"{('info', 'sales')[number % 2]}@{SITE}", f"writer{number}@town{number % 40}.example"
        server.remote_message(f"203.0.113.{1 + number % 150}", at, writer, box, f"Berth {number} in winter")
        server.remote_message("127.0.0.1", at + 1, "", writer, f"Auto: Berth {number} in winter",
                              ("delivered", "delivered", "unknown", "greylisted"))
    return server

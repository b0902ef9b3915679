"""A filter tells those who sent spam that it did not take their letters, over loopback and with a null sender: most names are
forged. The first forty it tells an hour late. Clean."""
from server import Server

SITE = "harbor.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", SITE, ["info", "sales"])
    server.history({f"info@{SITE}": "192.0.2.21", f"sales@{SITE}": "192.0.2.22"}, days=8)
    for number, at in enumerate(server.spread("07:00:00", "14:30:00", 300)):
        box, writer = f"{('info', 'sales')[number % 2]}@{SITE}", f"writer{number}@town{number % 40}.example"
        server.remote_message(f"203.0.113.{1 + number % 150}", at, writer, box, f"Cheap {number} pills")
        server.remote_message("127.0.0.1", at + (3 if number > 40 else 3600), "", writer, "Your letter was taken for spam",
                              ("unknown", "delivered", "unknown", "greylisted", "spam"))
    return server

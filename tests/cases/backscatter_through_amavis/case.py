"""As backscatter, where every letter comes back from a content filter under a second id: bounces, too."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96", through="amavis")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"})
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 400)):
        server.remote_message(f"198.51.100.{number % 120}", at, "", BOX, "Undelivered Mail Returned to Sender",
                              name=f"mx{number % 120}.elsewhere.example")
    server.expect("bounces", "backscatter", account=BOX, block=[], counts=False)
    return server

"""A customer's shop mails by a service elsewhere under a sender here: sixty bounces a day from ninety hosts, today as ever.
The mailbox is nearly full, and some wait. Clean: no bounce is removed."""
from server import Server

BOX = "bounces@shoe.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("shoe", "shoe.example", ["bounces", "info"])
    server.history({"info@shoe.example": "192.0.2.21"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 60)):
            host = server.random.randrange(90)
            server.remote_message(f"198.51.100.{host + 1}", at, "", BOX, "Undelivered Mail Returned to Sender",
                                  "full_here" if not ago and number > 40 else "delivered", name=f"mx{host}.elsewhere{host % 40}.example")
    server.never_named(BOX, "shoe.example")
    return server

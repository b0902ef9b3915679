"""Two mailboxes forward everything to a big provider, which refuses some of the spam in it: deliveries and
failures are remote, the senders strangers. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "owner"])
    server.history({"info@harbor.example": "192.0.2.21"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:10:00"), (ago, "15:50:00"), 45)):
            spam = number % 9 == 0
            server.forwarded_message(f"198.51.100.{20 + number}", at, f"sender{number}@partner{number % 12}.example",
                                     "owner@harbor.example", "owner@bigmail.example", f"Letter {ago * 60 + number}",
                                     "spam" if spam else "greylisted" if ago == 0 and number % 7 == 1 else "delivered")
    server.never_named("owner@harbor.example")
    return server

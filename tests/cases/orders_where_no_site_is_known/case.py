"""A copied Debian server without the files that tell who runs which site, and without access logs. One account's shop mails
its orders as every day; since noon a shell of the same account writes to strangers. No log tells the one from the other, by
default no subjects either: only letters of the text that waits by dozens are held, none of the shop's."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("bakery", "bakery.example", ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=10)
    number = 0
    for ago in range(10, -1, -1):
        for at in server.spread((ago, "00:10:00"), (ago, "23:30:00") if ago else "15:50:00", 150 if ago else 100):
            number += 1
            server.local_message("bakery", at, "orders@bakery.example", [f"buyer{number}@town{number % 60}.example"],
                                 f"Your order {1000 + number} is received", "greylisted" if number % 12 == 3 and not ago else "delivered",
                                 **({"honest": "shell"} if not ago else {}))
    for at in server.spread("12:00:00", "15:45:00", 50):
        server.local_message("bakery", at, "billing@bakery.example", server.strangers(4), "Final notice",
                             ("greylisted", "unknown", "delivered"), flood="shell")
    server.expect("shell", "script", system_user="bakery", block=[], counts=False)
    return server

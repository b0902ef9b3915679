"""A customer's shop elsewhere has always confirmed its orders by his mailbox, 80 a day from one host that reads nothing;
today robots order under addresses a quarter of which do not exist. Clean."""
from server import Server

BOX, SHOP = "shop@factory.example", "198.51.100.80"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("factory", "factory.example", ["shop"])
    server.history({BOX: "192.0.2.21"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:10:00"), (ago, "15:50:00"), 80)):
            server.smtp_auth_message(BOX, SHOP, at, [f"buyer{ago}x{number}@town{number % 50}.example"],
                                     f"Your order {ago * 100 + number}",
                                     "unknown" if number % (50 if ago else 4) == 3 else "delivered", helo="shop")
    server.never_named(BOX, "factory", SHOP)
    return server

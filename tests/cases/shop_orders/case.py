"""A shop on a good day: 70 orders instead of 25, each with a letter to the buyer and one to the shop. Clean."""
from server import Server

SITE = "bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.php_file(SITE, "/index.php")
    server.history({"shop@bakery.example": "192.0.2.22"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:20:00"), 70 if ago == 0 else 25)):
            address = f"198.51.100.{1 + (ago * 31 + number) % 140}"
            done = server.visit(SITE, address, at, ("/", "/style.css", "/cakes.html", "/cart.html"))
            server.request(SITE, address, done, "/index.php?route=checkout/confirm", "POST")
            to = f"buyer{ago}x{number}@town{number % 30}.example"
            server.php_mail(SITE, "/index.php", done + 0.3, [to], f"Your order {8000 + ago * 100 + number}",
                            ("delivered",) * 9 + ("greylisted_first", "unknown" if number == 3 else "delivered"),
                            sender="shop@bakery.example")
            server.php_mail(SITE, "/index.php", done + 0.6, ["shop@bakery.example"], f"New order {8000 + number}",
                            sender="shop@bakery.example")
    return server

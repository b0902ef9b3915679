"""An agency with twelve shops in one account: one plugin, one text for all, a few orders each, and four shops that opened
today. Nobody is accused of it."""
from abuse import stolen_beside
from server import Server

SUBJECT = "Your order has been received"


def order(server, site, number, when, outcome="delivered"):
    visitor = f"192.0.2.{100 + number % 100}"
    at = server.visit(site, visitor, when, ("/", "/shop.html", "/checkout.php"))
    server.request(site, visitor, at, "/checkout.php", "POST")
    for to in (f"customer{number}@partner{number % 9}.example", f"orders@{site}"):
        server.php_mail(site, "/checkout.php", at + 0.3, [to], SUBJECT, outcome if to.startswith("c") else "delivered",
                        sender=f"orders@{site}")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    shops = [f"shop{n}.example" for n in range(12)]
    for shop in shops:
        server.account("agency", shop, ["orders"])
        server.php_file(shop, "/checkout.php", days_old=300)
    server.history({f"orders@{shops[0]}": "192.0.2.41"}, days=12)
    stolen_beside(server)
    number = 0
    for ago in range(12, -1, -1):
        for shop in shops[:8] if ago else shops:
            for hour in range(2 + number % 3):
                number += 1
                order(server, shop, number, (ago, f"{10 + hour}:{number % 60:02d}:00"), "greylisted" if ago == 0 and number % 4 == 0 else "delivered")
    server.never_named("agency", *shops)
    return server

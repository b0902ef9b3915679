"""A shop on a server with the default log_selector: no folder and no subject in the log, PHP's header tells the file of what
waits. Fifty orders a day by an address that is rewritten, today's latest wait."""
from server import Server

SITE, SHELL = "bakery.example", "/wp-content/uploads/2026/sess.php"


def bakery(root, honest, **options):
    """The shop and its orders, which are honest beside the flood of that name."""
    server = Server(root, layout="hestia", exim="4.96", **options)
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=12)
    fifty_a_day(server, SITE, honest)
    return server


def fifty_a_day(server, site, honest, days=12):
    """The orders of `days` days and of today, which are `honest` beside that flood."""
    server.php_file(site, "/index.php", 500)
    for ago in range(days, -1, -1):
        for number, at in enumerate(server.spread((ago, "09:00:00"), (ago, "15:20:00"), 50)):
            buyer = f"198.51.100.{(ago * 50 + number) % 250 + 1}"
            done = server.visit(site, buyer, at, ("/", "/style.css", "/cakes/", "/cart/"))
            server.request(site, buyer, done, "/?wc-ajax=checkout", "POST", referer=f"https://{site}/checkout/")
            server.php_mail(site, "/index.php", done + 0.4, [f"buyer{ago}x{number}@town{number % 20}.example"],
                            f"Your bakery order {8000 + ago * 50 + number}",
                            "greylisted" if not ago and number > 20 else "delivered",
                            sender=f"shop@{site}", php_log=False, honest=None if ago else honest)

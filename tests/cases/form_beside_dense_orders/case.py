"""Robots press a quote form of the same site 400 times, each time for one letter: an order that comes before such a letter
would take its place behind the robot's request. The orders stay."""
from dense_orders import SITE, bakery

PAGE = "/wp-json/quote/v1/send"


def build(root):
    server = bakery(root, "robots", log="cpanel")
    robots = [f"203.0.113.{3 + number}" for number in range(40)]
    for number, at in enumerate(server.spread("11:00:00", "15:10:00", 400)):
        server.request(SITE, robots[number % 40], at, PAGE, "POST")
        server.php_mail(SITE, "/index.php", at + 1.2, server.strangers(1), "Copy of your quote request",
                        ("delivered", "unknown", "greylisted"), sender=f"shop@{SITE}", php_log=False, flood="robots")
    server.expect("robots", "form", system_user="bakery", domain=SITE, block=robots, spare_origins=["198.51.100.21"], counts=False)
    return server

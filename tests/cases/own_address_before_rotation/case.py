"""A copied tree without any file that tells the server's address, taken on a morning on which nobody has read his mail yet: Dovecot's log
was begun at midnight and is empty, and its rotations tell at which address people log in. There the server asks for its own wp-cron.php,
which sends a shop's first offer to those who bought. Clean."""
import pathlib

from server import Server

SITE, AGENT, OWN = "barber.example", "WordPress/6.4; https://barber.example", "192.0.2.10"


def build(root):
    server = Server(root, layout="debian", exim="4.96", now="2026-11-23 07:30:00")
    for name in ("barber", "harbor"):
        server.account(name, f"{name}.example", ["info"])
    server.damage.append(lambda tree: pathlib.Path(tree, "etc/hosts").unlink())
    buyers = server.strangers(220, domains=60, name="buyer")
    for ago in range(10, 0, -1):
        for at in server.spread((ago, "07:00:00"), (ago, "19:30:00"), 6):
            server.login("info@harbor.example", "84.17.3.9", at)
        bought = buyers[(ago - 1) * 16:ago * 16]
        for number, (buyer, at) in enumerate(zip(bought, server.spread((ago, "08:00:00"), (ago, "20:00:00"), 16))):
            server.visit(SITE, f"203.0.113.{number + 20}", at, ("/", "/shop.html"))
            server.request(SITE, f"203.0.113.{number + 20}", at + 60, "/index.php?order", "POST")
            server.php_mail(SITE, "/index.php", at + 60.4, [buyer], f"Your order {ago * 20 + number}", sender="info@barber.example")
    for start in range(0, 220, 15):
        at = server.moment("04:00:00") + start * 20
        server.request(SITE, OWN, at, "/wp-cron.php?doing_wp_cron=1763", "POST", agent=AGENT)
        for number, buyer in enumerate(buyers[start:start + 15]):
            server.php_mail(SITE, "/wp-cron.php", at + 0.4 + number * 0.3, [buyer], "Winter offers for our guests",
                            "greylisted" if number == 7 else "delivered", sender="info@barber.example")
    for path in ("/wp-cron.php", "/index.php"):
        server.php_file(SITE, path, days_old=300)
    server.never_named("barber", OWN)
    return server

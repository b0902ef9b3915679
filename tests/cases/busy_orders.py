"""A shop that sends two hundred orders a day out of its document root, and an intruder's eighty letters beside them: no more
than on other days, taken together."""
import pathlib

from server import Server
from services import ROBOT

SITE, SHELL, DRIVER = "bakery.example", "/wp-config-sample2.php", "203.0.113.90"


def busy_shop(root, a_day, exim="4.96"):
    """Its server, on which nobody else is."""
    server = Server(root, layout="cpanel", exim=exim)
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.22"}, days=12)
    orders(server, a_day)
    return server


def delete(server, file):
    """Somebody did so, after it had mailed."""
    server.damage.append(lambda tree: pathlib.Path(tree, file.lstrip("/")).unlink())


def orders(server, a_day, days=12):
    """Each by another buyer's request; today's last wait, and stay."""
    server.php_file(SITE, "/index.php", 500)
    for ago in range(days, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:40:00"), a_day)):
            buyer = f"198.51.100.{(ago * 50 + number) % 250 + 1}"
            done = server.visit(SITE, buyer, at, ("/", "/style.css", "/cakes/"))
            server.request(SITE, buyer, done, "/index.php?checkout", "POST")
            waits = ago == 0 and number > a_day - 5
            server.php_mail(SITE, "/index.php", done + 0.3, [f"buyer{ago}x{number}@town{number % 40}.example"],
                            f"Your order {8000 + ago * 1000 + number}", "greylisted" if waits else "delivered",
                            php_log=False, sender=f"shop@{SITE}", honest=None if ago else "shell")


def shell(server, letters):
    """Over an hour, each behind a request of one robot; three of ten people never existed."""
    file = server.php_file(SITE, SHELL, days_old=1)
    fates = ("delivered", "delivered", "unknown", "greylisted", "delivered", "unknown", "delivered", "delivered", "unknown",
             "delivered")
    for number, at in enumerate(server.spread("14:30:00", "15:30:00", letters)):
        server.request(SITE, DRIVER, at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(1), "Final notice: invoice overdue", fates[number % 10],
                        php_log=False, sender=f"billing@bank{number % 7}.example", flood="shell")
    return file

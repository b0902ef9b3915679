"""A page that four servers call with POSTs and look at nothing: a little on the days before, ten times as often today."""
from server import Server

SITE = "bakery.example"
CALLERS = [f"198.51.100.{10 + number}" for number in range(4)]


def bakery(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=12)
    server.php_file(SITE, "/index.php")
    return server


def buyer(server, number, at):
    """Looks at the shop and presses its button."""
    address = f"192.0.{3 + number % 200}.{1 + number % 250}"
    server.visit(SITE, address, at - 120, ("/", "/style.css", "/shop/", "/checkout/"))
    server.request(SITE, address, at - 5, "/?wc-ajax=checkout", "POST")


def call(server, number, at, to, outcome="delivered", callers=CALLERS, **fields):
    server.request(SITE, callers[number % len(callers)], at, "/?wc-api=gateway", "POST", agent="Gateway/1.0")
    for person, subject in ((to, f"Your order {1000 + number}"), (f"shop@{SITE}", f"New order {1000 + number}")):
        server.php_mail(SITE, "/index.php", at + 0.3, [person], subject, outcome if person == to else "delivered",
                        sender=f"shop@{SITE}", php_log=False, **fields)


def days(server, calls_a_day, calls_today):
    """(number, moment) of each call."""
    number = 0
    for ago in range(12, -1, -1):
        for at in server.spread((ago, "07:00:00"), (ago, "15:50:00"), calls_a_day if ago else calls_today):
            number += 1
            yield number, at


def six_ask_a_day(server):
    """Visitors who look at the page and are written by it as well."""
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 6)):
            visitor = f"84.{20 + ago}.{number}.7"
            server.visit(SITE, visitor, at - 60, ("/", "/style.css"))
            server.request(SITE, visitor, at, "/", "POST")
            server.php_mail(SITE, "/index.php", at + 0.3, server.strangers(1, name="asker"), f"Your question {ago}{number}",
                            sender=f"shop@{SITE}", php_log=False)

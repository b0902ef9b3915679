"""A page that tells visitors' friends: the visitor types as many addresses as it has fields."""
from server import Server
from services import ROBOT

SITE, PAGE = "recipes.example", "/tellafriend.php"
ROBOTS = [f"203.0.113.{number}" for number in (5, 77, 140, 201)]
TEXT = "A friend recommends a recipe to you"


def recipes(root, days_old, visits=3, days=10, until=0):
    """From `days` days ago until `until` days ago `visits` visitors a day, who looked at the site first, tell two friends each."""
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("recipes", SITE, ["cook"])
    page = server.php_file(SITE, PAGE, days_old)
    server.history({f"cook@{SITE}": "192.0.2.31"}, days=10)
    for ago in range(days, until - 1, -1):
        for number in range(visits):
            visitor = f"198.51.100.{ago * visits + number + 1}"
            at = server.visit(SITE, visitor, (ago, f"13:{number * 7 + 1:02d}:00"), ("/", "/style.css", PAGE))
            server.request(SITE, visitor, at, PAGE, "POST")
            for friend in range(2):
                tell(server, at + 0.3, [f"friend{ago}x{number}x{friend}@town{friend}.example"],
                     "delivered" if ago else "greylisted", honest=None if ago else "robots")
    return server, page


def tell(server, at, to, outcome, text=TEXT, **fields):
    server.php_mail(SITE, PAGE, at, to, text, outcome, sender=f"cook@{SITE}", php_log=False, **fields)


def robots_tell(server, each, text=lambda number: TEXT):
    for number, at in enumerate(server.spread("11:00:00", "15:20:00", 60)):
        server.request(SITE, ROBOTS[number % 4], at, PAGE, "POST", agent=ROBOT)
        tell(server, at + 0.2, server.strangers(each), ("delivered", "unknown", "greylisted", "spam"),
             text(number), flood="robots")

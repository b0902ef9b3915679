"""Visitors come to a club's site from everywhere, and sign up. Robots in three hacked containers of the server's network look at the page each
time and sign up five hundred of a list that is hardly dead: they are twenty times as many as today's visitors, but no balancer by which
all come, as those of the days before did not. The form is named."""
from server import Server
from sign_ups import FORM, press

CLUB, HACKED = "club.example", ["10.0.0.5", "10.0.0.6", "10.0.0.7"]


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("club", CLUB, ["news"])
    server.php_file(CLUB, FORM, days_old=500)
    server.history({f"news@{CLUB}": "192.0.2.41"}, days=6)
    visitors = 0
    for ago in range(6, -1, -1):
        for at in server.spread((ago, "09:00:00"), (ago, "14:00:00"), 6):
            visitors += 1
            visitor = f"84.61.{visitors}.{visitors + 5}"
            at = server.visit(CLUB, visitor, at, ("/", "/style.css", "/newsletter/"))
            press(server, CLUB, visitor, at, server.strangers(1)[0], "delivered")
    for number, at in enumerate(server.spread("08:10:00", "15:30:00", 500)):
        at = server.visit(CLUB, HACKED[number % 3], at, ("/newsletter/",))
        press(server, CLUB, HACKED[number % 3], at, server.strangers(1, domains=300)[0],
              "unknown" if number % 34 == 7 else "greylisted_first" if number % 12 == 3 else "delivered", flood="robots")
    server.expect("robots", "form", domain=CLUB, block=[], spare_origins=HACKED, counts=False)
    return server

"""All sites lie behind a balancer. A robot has found that a club's form writes to whatever stands in a field: a hundred and twenty times it
looks at the pages, as people do, and has one letter go to thirty readers of a list that is hardly dead. The form is named.
sign_ups_behind_balancer has an honest one."""
from server import Server
from sign_ups import FORM

BALANCER, CLUB = "10.0.0.5", "club.example"


def sign_up(server, at, people, outcome="delivered", **fields):
    at = server.visit(CLUB, BALANCER, at, ("/", "/style.css", "/newsletter/"))
    server.request(CLUB, BALANCER, at, FORM, "POST", referer=f"https://{CLUB}/")
    server.local_message("club", at + 0.3, f"news@{CLUB}", people, "Please confirm", outcome, extra_headers=[("X-PHP-Originating-Script", "2001:signup.php")],
                         directory=server.script_path(CLUB, FORM).rpartition("/")[0], **fields)


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("club", CLUB, ["news"])
    server.php_file(CLUB, FORM, days_old=500)
    server.history({f"news@{CLUB}": "192.0.2.41"}, days=6)
    for ago in range(6, -1, -1):
        for at in server.spread((ago, "09:00:00"), (ago, "14:00:00"), 6):
            sign_up(server, at, server.strangers(1))
    for number, at in enumerate(server.spread("14:10:00", "15:30:00", 120)):
        victims = server.strangers(30, domains=200)
        fates = {to: "unknown" if (number * 30 + place) % 33 == 7 else "greylisted_first" if place % 12 == 3 else "delivered"
                 for place, to in enumerate(victims)}
        sign_up(server, at, victims, fates, flood="robots")
    server.expect("robots", "form", domain=CLUB, block=[], spare_origins=[BALANCER], counts=False)
    return server

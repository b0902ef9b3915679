"""All sites lie behind a balancer in the server's own network, which is all that the web server sees of anybody. The radio spoke of a
choir, and a hundred and twenty sign up, ten times as many as on any day: each looked at the page first and typed his own address.
Clean. By a club's form robots write to a bought list, and by the balancer as well: the form is named, and nobody is blocked."""
from server import Server
from sign_ups import FORM, press

BALANCER = "10.0.0.5"


def sign_up(server, site, at, outcome="delivered", **fields):
    at = server.visit(site, BALANCER, at, ("/", "/style.css", "/newsletter/"))
    return press(server, site, BALANCER, at, server.strangers(1)[0], outcome, **fields)


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    for name in ("choir", "club"):
        server.account(name, f"{name}.example", ["news"])
        server.php_file(f"{name}.example", FORM, days_old=500)
        server.history({f"news@{name}.example": "192.0.2.41"}, days=6)
        for ago in range(6, -1, -1):
            for at in server.spread((ago, "09:00:00"), (ago, "14:00:00"), 6):
                sign_up(server, f"{name}.example", at)
    for number, at in enumerate(server.spread("08:00:00", "13:30:00", 120)):
        sign_up(server, "choir.example", at, "unknown" if number % 40 == 7 else "greylisted_first" if number % 12 == 4 else "delivered")
    for number, at in enumerate(server.spread("14:10:00", "15:30:00", 120)):
        press(server, "club.example", BALANCER, at, server.strangers(1)[0], ("greylisted", "unknown", "delivered")[number % 3], flood="robots")
    server.expect("robots", "form", domain="club.example", block=[], spare_origins=[BALANCER], counts=False)
    server.never_named("choir", "choir.example", "news@choir.example", BALANCER)
    server.expect_note("this may be honest: all visitors of the page come by proxies")
    return server

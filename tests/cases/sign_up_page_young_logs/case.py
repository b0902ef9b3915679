"""Logs of two days. Visitors sign up at a shop's page, no two of whose letters have one subject; today forty strangers, one after the
other, type an address there that does not exist. The shop's page is not named, and what waits for its visitors stays."""
from all_different import subject
from server import Server

DOMAIN, PAGE = "shop.example", "/signup.php"


def sign_up(server, visitor, at, outcome):
    server.request(DOMAIN, visitor, at, PAGE, "POST")
    server.php_mail(DOMAIN, PAGE, at + 0.3, server.strangers(1), subject(server), outcome, php_log=False, sender=f"info@{DOMAIN}")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.logs_begin = server.moment((2, "00:00:00"))
    server.account("shop", DOMAIN, ["info"])
    server.php_file(DOMAIN, PAGE, days_old=400)
    server.ordinary_day(f"info@{DOMAIN}", "192.0.2.21")
    for ago in (2, 1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 8)):
            visitor = f"198.51.{100 + ago}.{number + 10}"
            sign_up(server, visitor, server.visit(DOMAIN, visitor, at, ("/", PAGE)), "delivered")
    for number, at in enumerate(server.spread("09:00:00", "15:00:00", 80)):
        if number % 2:
            sign_up(server, f"45.{60 + number}.7.9", at, "unknown")
        else:
            visitor = f"198.51.110.{number + 10}"
            sign_up(server, visitor, server.visit(DOMAIN, visitor, at, ("/", PAGE)), "greylisted" if number % 10 == 0 else "delivered")
    server.never_named("shop", server.script_path(DOMAIN, PAGE))
    return server

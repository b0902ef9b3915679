"""A page writes a letter to whoever is typed into it: visitors type themselves, a clerk his patients, a robot its list."""
from server import Server


def site_with_page(root, user, site, page):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account(user, site, ["info"])
    server.php_file(site, page, days_old=400)
    server.history({f"info@{site}": "192.0.2.31"}, days=12)
    return server


def two_visitors_a_day(server, site, page):
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 2)):
            server.write_by_page(site, page, f"198.51.100.{ago * 3 + number + 1}", at, f"guest{ago}x{number}@spot{number}.example", "delivered")


def write_unseen(server, site, page, address, at, to, outcome="delivered", *, agent=None, **fields):
    """Nobody sees him look at the page: a content network keeps it, or he never does."""
    server.request(site, address, at, page, "POST", **({"agent": agent} if agent else {}))
    server.php_mail(site, page, at + 0.3, [to], f"Your message to {site}", outcome, php_log=False, sender=f"info@{site}", **fields)


def write_after_look(server, site, page, address, at, to, outcome="delivered", **fields):
    server.request(site, address, at - 7, page)
    server.request(site, address, at, page, "POST", referer=f"https://{site}{page}")
    server.php_mail(site, page, at + 0.3, [to], f"Your message to {site}", outcome, php_log=False, sender=f"info@{site}", **fields)


def addresses_of_one_network(count):
    return [f"3fff:128:5c84:9:{number * 571 + 4097:x}:{number * 97 + 259:x}:7:{number + 1:x}" for number in range(count)]

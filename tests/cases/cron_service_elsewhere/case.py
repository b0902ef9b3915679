"""A service elsewhere asks for the club's cron.php every ten minutes, day after day, as cheap hosting has it. Today it sends
the year's 500 membership fees; a twentieth of the addresses is dead. Clean: neither the page nor the service is stopped."""
from abuse import stolen_beside
from server import Server

SITE, PAGE, SERVICE = "birdclub.example", "/cron.php", "198.51.100.134"


def club(root, text, outcomes, first, **fields):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("birdclub", SITE, ["info"])
    server.history({f"info@{SITE}": "192.0.2.21"}, days=12)
    server.php_file(SITE, PAGE, days_old=600)
    start = int(server.moment((8, "00:10:00")))
    for turn, at in enumerate(range(start, int(server.now), 600)):
        server.request(SITE, SERVICE, at, f"{PAGE}?key=a1b2", agent="cron-job.example")
        if turn % 40 == 7:
            server.php_mail(SITE, PAGE, at + 0.5, server.strangers(1), "A reminder", php_log=False, sender=f"info@{SITE}")
        if at >= server.moment(first) and at < server.moment(first) + 25 * 600:
            server.php_mail(SITE, PAGE, at + 0.6, server.strangers(20), text, outcomes, php_log=False, sender=f"info@{SITE}", **fields)
    for ago in range(7, -1, -1):
        server.visit(SITE, f"192.0.2.{210 + ago}", (ago, "12:20:00"))
    return server


def build(root):
    server = club(root, "Membership fee of 2027", ("delivered",) * 19 + ("unknown",), "09:00:00")
    stolen_beside(server)
    server.never_named("birdclub", SITE, SERVICE)
    return server

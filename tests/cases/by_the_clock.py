"""Things that happen in the same second of every minute."""
from server import Server

SITE, MONITOR = "bakery.example", "198.51.100.9"


def bakery(root, **options):
    server = Server(root, **options)
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=9)
    for page in ("/index.php", "/health.php", "/contact.php"):
        server.php_file(SITE, page)
    return server


def minutes(server, start="08:00:00", end="15:30:00"):
    return range(int(server.moment(start)) + 1, int(server.moment(end)), 60)


def watch(server, page="/health.php", method="GET"):
    """A monitoring service asks for a page of the site every minute, day after day."""
    for ago in (3, 2, 1):
        for at in minutes(server, (ago, "00:00:00"), (ago, "23:59:00")):
            if at % 600 < 60:
                server.request(SITE, MONITOR, at, page, method, agent="Uptime/2.0")
    for at in minutes(server):
        server.request(SITE, MONITOR, at, page, method, agent="Uptime/2.0")


def run_mailer(server, at, directory, header=None):
    headers = [("X-PHP-Originating-Script", f"{server.accounts['bakery'].uid}:{header}")] if header else []
    for number, to in enumerate(server.strangers(2)):
        server.local_message("bakery", at + 0.6 + number * 0.2, f"x@{SITE}", [to], "Final notice",
                             ("greylisted", "unknown", "delivered"), directory=directory, extra_headers=headers,
                             flood="mailer")

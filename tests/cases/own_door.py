"""A copied tree in which no file tells the server's address, and whose mailboxes hardly anybody reads: a site's newsletter goes out for the
first time, by wp-cron.php, which the server itself asks for by its public address; and a shell, whose caller is somebody else."""
import pathlib

from server import Server

SITE, AGENT, OWN, THIEF = "barber.example", "WordPress/6.4; https://barber.example", "192.0.2.10", "198.51.100.77"
SHELL, DESK = "/wp-content/uploads/2026/m.php", "info@harbor.example"


def town_without_address(root, **form):
    """Two customers, and a shell in the second one's site."""
    server = Server(root, layout="debian", exim="4.96", **form)
    for name in ("barber", "harbor"):
        server.account(name, f"{name}.example", ["info"])
    server.damage.append(lambda tree: pathlib.Path(tree, "etc/hosts").unlink())
    for path in ("/wp-cron.php", "/index.php"):
        server.php_file(SITE, path, days_old=300)
    server.never_named("barber", SITE, OWN)
    return server


def add_shell(server):
    for at in server.spread("10:00:00", "15:00:00", 20):
        server.request("harbor.example", THIEF, at, SHELL, "POST")
        server.php_mail("harbor.example", SHELL, at + 0.3, server.strangers(6), "Your account will be closed",
                        ("unknown", "greylisted", "delivered"), flood="shell")
    server.php_file("harbor.example", SHELL)
    server.expect("shell", "script", system_user="harbor", block=[THIEF])


def server_without_address(root, **form):
    """Letters from home are what tells it: `write_letters` them."""
    server = town_without_address(root, **form)
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:30:00"), 12)):
            server.request(SITE, OWN, at, "/wp-cron.php?doing_wp_cron=1763", "POST", agent=AGENT)
            server.visit(SITE, f"203.0.113.{10 + number}", at + 60)
    number = 0
    for at in server.spread("10:00:00", "14:00:00", 30):
        server.request(SITE, OWN, at, "/wp-cron.php?doing_wp_cron=1.2", "POST", agent=AGENT)
        for letter in range(10):
            number += 1
            outcome = "unknown" if number % 14 == 3 else "greylisted" if number % 30 == 4 else "delivered"
            server.php_mail(SITE, "/wp-cron.php", at + 0.5 + letter * 0.3, [f"reader{number}@town{number % 40}.example"], "Beards of autumn",
                            outcome, sender=f"news@{SITE}", extra_headers=[("List-Unsubscribe", f"<https://{SITE}/u>")])
    add_shell(server)
    return server


def write_letters(server, days, outcome, last_day=0):
    for ago in range(days, last_day - 1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "09:30:00"), 6)):
            server.smtp_auth_message(DESK, "84.17.3.9", at, [f"captain{number}@port{number}.example"], f"Berth {number} on day {ago}", outcome)

"""A neighbour's newsletter, whose header an intruder's file writes itself, under a web user that runs both sites. The log names neither
folder nor subject."""
from server import Server

CLUB, BAKERY, SHELL = "club.example", "bakery.example", "/wp-content/uploads/a1.php"


def town(root):
    server = Server(root, layout="debian", exim="4.96", mod_php=True, log="debian")
    for account, domain, home in (("carol", CLUB, "192.0.2.31"), ("boris", BAKERY, "192.0.2.32")):
        server.account(account, domain, ["info"])
        server.php_file(domain, "/index.php")
        server.history({f"info@{domain}": home}, days=12)
    server.php_file(CLUB, "/newsletter.php", days_old=400)
    server.php_file(BAKERY, SHELL, days_old=1)
    return server


def spam(server, begins):
    """What waits bears the header, of what is gone nothing is told."""
    header = [("X-PHP-Originating-Script", f"{server.account_of(CLUB).uid}:newsletter.php")]
    server.request(CLUB, "203.0.113.62", begins, "/newsletter.php", "POST", agent="curl/8.5.0")
    for number in range(240):
        outcome = "delivered" if number < 12 else ("unknown", "greylisted", "delivered", "greylisted")[number % 4]
        server.php_mail(BAKERY, SHELL, server.moment(begins) + 1 + number, server.strangers(1, domains=60), "Payment advice", outcome,
                        php_log=False, script_header=False, extra_headers=header, sender=f"info@{CLUB}",
                        flood="waits" if outcome == "greylisted" else "gone")

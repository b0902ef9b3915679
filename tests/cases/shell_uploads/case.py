"""A web shell below wp-content/uploads, php-fpm as the account, driven by POSTs of one address; PHP's mail
log is on. The site's own contact form sends honest letters."""
from server import Server
from services import ROBOT

SITE, SHELL = "lakeside.example", "/wp-content/uploads/2026/11/wp-cache-7f3.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["desk"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"desk@lakeside.example": "192.0.2.31", "info@harbor.example": "192.0.2.21"})
    shell = server.php_file(SITE, SHELL, days_old=1)
    server.php_file(SITE, "/contact.php")
    for ago in range(10, -1, -1):
        at = server.visit(SITE, f"192.0.2.{100 + ago}", (ago, "10:30:00"), ("/", "/style.css", "/contact.php"))
        server.request(SITE, f"192.0.2.{100 + ago}", at, "/contact.php", "POST")
        server.php_mail(SITE, "/contact.php", at + 0.2, ["desk@lakeside.example"], "Message from the website")
    for at in server.spread("13:00:00", "15:20:00", 20):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(5), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown", "spam"), sender="billing@lakeside.example",
                        flood="shell")
    server.expect("shell", "script", system_user="lakeside", domain=SITE, script=shell, account=None,
                  block=["203.0.113.90"])
    server.never_named("desk@lakeside.example", "harbor", "harbor.example")
    return server

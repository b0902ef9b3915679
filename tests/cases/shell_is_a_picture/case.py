"""A rule in .htaccess makes a program of a picture, and its driver posts to it. Visitors look at the site's pictures in the
same seconds: they are not blocked."""
from server import Server
from services import ROBOT

SITE, PICTURE, DRIVER = "bakery.example", "/img/logo.jpg", "203.0.113.90"


def build(root):
    server = Server(root)
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, PICTURE, days_old=1)
    server.file(server.script_path(SITE, "/img/.htaccess"), "AddHandler application/x-httpd-php .jpg\n", days_old=1)
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 25)):
        server.request(SITE, DRIVER, at, PICTURE, "POST", agent=ROBOT)
        if number % 3 == 0:
            server.visit(SITE, f"192.0.2.{100 + number}", at, ("/", "/style.css", "/img/bread.jpg"))
        server.php_mail(SITE, PICTURE, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender=f"billing@{SITE}", flood="shell", php_log=False)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=[DRIVER])
    return server

"""cPanel's patched PHP writes X-PHP-Script into every letter; cwd= lines are missing (the selector is plain). The
header of a letter that names another site's page is a lie."""
from server import Server
from services import ROBOT

SITE, SHELL = "lakeside.example", "/cache/sess.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", log="debian")
    server.account("lakeside", SITE, ["desk"])
    server.account("harbor", "harbor.example", ["info"])
    server.php_file("harbor.example", "/contact.php")
    shell = server.php_file(SITE, SHELL, days_old=1)
    server.history({"desk@lakeside.example": "192.0.2.31", "info@harbor.example": "192.0.2.21"})
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 25)):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent=ROBOT)
        claim = "harbor.example/contact.php" if number % 5 == 0 else f"{SITE}{SHELL}"
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), php_log=False, sender="billing@lakeside.example",
                        extra_headers=[("X-PHP-Script", f"{claim} for 203.0.113.90")], flood="shell")
    for number in range(10):
        server.visit("harbor.example", f"192.0.2.{130 + number}", f"1{number % 6}:{10 + number}:00", ("/", "/contact.php"))
    server.expect("shell", "script", system_user="lakeside", domain=SITE, script=shell, block=["203.0.113.90"])
    server.never_named("harbor", "harbor.example", "info@harbor.example")
    return server

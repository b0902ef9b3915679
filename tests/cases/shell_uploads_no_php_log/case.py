"""The same without PHP's mail log and without +arguments: Debian's default selector. Only the web server's
log and the spool's headers tell the script."""
from server import Server
from services import ROBOT

SITE, SHELL = "lakeside.example", "/wp-content/uploads/2026/11/wp-cache-7f3.php"


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("lakeside", SITE, ["desk"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"desk@lakeside.example": "192.0.2.31", "info@harbor.example": "192.0.2.21"})
    shell = server.php_file(SITE, SHELL, days_old=1)
    for at in server.spread("13:00:00", "15:20:00", 20):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(5), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown", "spam"), sender="billing@lakeside.example",
                        php_log=False, flood="shell")
    for number in range(8):
        server.visit(SITE, f"192.0.2.{130 + number}", f"1{number}:20:00")
    server.expect("shell", "script", system_user="lakeside", domain=SITE, script=shell, block=["203.0.113.90"])
    server.never_named("harbor", "harbor.example")
    return server

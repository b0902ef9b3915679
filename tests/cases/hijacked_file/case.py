"""An honest PHP file of the site (a mail class in use every day) was changed and mails for a stranger."""
from server import Server
from services import ROBOT

SITE, PAGE = "bakery.example", "/wp-includes/class-feed.php"


def build(root):
    server = Server(root, layout="directadmin", exim="4.96", log="cpanel")
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.22"})
    script = server.php_file(SITE, PAGE, days_old=3)
    for at in server.spread("10:00:00", "15:30:00", 30):
        server.request(SITE, ["203.0.113.51", "203.0.113.52"][int(at) % 2], at, PAGE, "POST", agent=ROBOT)
        server.php_mail(SITE, PAGE, at + 0.3, server.strangers(4), "You have one new voice message",
                        ("greylisted", "unknown", "delivered"), sender="noreply@bakery.example", flood="hijacked")
    for number in range(10):
        server.visit(SITE, f"192.0.2.{130 + number}", f"1{number % 6}:2{number}:00")
    server.expect("hijacked", "script", system_user="bakery", domain=SITE, script=script,
                  block=["203.0.113.51", "203.0.113.52"])
    server.never_named("shop@bakery.example")
    return server

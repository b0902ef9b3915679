"""Robots from everywhere post to a contact page each day, and a filter refuses them: they mail nothing. Three others get through, and have
the page write to 250 people of a bought list within half an hour. They are named and blocked, and neither visitors nor those who were
refused are."""
from server import Server
from services import ROBOT

SITE, PAGE = "bakery.example", "/kontakt.php"
ROBOTS = ["186.87.51.208", "41.34.24.118", "197.97.24.16"]


def write(server, address, at, to, outcome, **fields):
    server.request(SITE, address, at - 0.3, PAGE, "POST", agent=ROBOT if fields else "Mozilla/5.0")
    server.php_mail(SITE, PAGE, at, ["info@bakery.example"], "Message from the website", sender=f"info@{SITE}", php_log=False, **fields)
    server.php_mail(SITE, PAGE, at + 0.2, [to], "Copy of your message", outcome, sender=f"info@{SITE}", php_log=False, **fields)


def build(root):
    server = Server(root, layout="directadmin", exim="4.94")
    server.account("bakery", SITE, ["info"])
    server.php_file(SITE, PAGE)
    server.history({"info@bakery.example": "192.0.2.41"}, days=10)
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:00:00"), (ago, "15:50:00"), 60 if ago else 110)):
            server.request(SITE, f"5.{number % 250}.{ago + 1}.{number * 7 % 250}", at, PAGE, "POST", status=403, agent=ROBOT)
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "10:00:00"), 2 if ago else 0)):
            visitor = f"84.{ago + 1}.{number}.7"
            server.visit(SITE, visitor, at - 90, ("/", PAGE))
            write(server, visitor, at, f"guest{ago}x{number}@town{number}.example", "delivered")
    for number, at in enumerate(server.spread("12:20:00", "12:50:00", 250)):
        write(server, ROBOTS[number % 3], at, server.strangers(1)[0], ("delivered", "unknown", "greylisted")[number % 3], flood="robots")
    server.expect("robots", "form", system_user="bakery", domain=SITE, block=ROBOTS, counts=False)
    server.never_named("info@bakery.example")
    return server

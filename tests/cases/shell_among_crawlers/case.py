"""Crawlers and scanners ask for thousands of pages, the shell's included, in the same seconds: only the one
address whose requests are followed by mail drives it."""
from server import Server
from services import ROBOT

SITE, SHELL = "lakeside.example", "/wp-content/uploads/x.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["desk"])
    server.history({"desk@lakeside.example": "192.0.2.31"})
    shell = server.php_file(SITE, SHELL, days_old=1)
    for number, at in enumerate(server.spread("08:00:00", "15:50:00", 3000)):
        server.request(SITE, f"198.51.100.{10 + number % 4}", at, f"/page{number % 300}.html", agent="Crawler/2.1")
    for number, at in enumerate(server.spread("08:00:00", "15:50:00", 30)):
        server.request(SITE, "198.51.100.99", at, SHELL, status=200, size=0, agent="Mozilla/5.0 zgrab/0.x")
    for at in server.spread("13:00:00", "15:20:00", 25):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), sender="billing@lakeside.example", flood="shell")
    server.expect("shell", "script", system_user="lakeside", domain=SITE, script=shell, block=["203.0.113.90"],
                  spare_origins=["198.51.100.99", "198.51.100.10", "198.51.100.11"])
    return server

"""A shell among the site's style sheets knows the shop's mailbox and its password (they stood in a configuration file), logs in
to 127.0.0.1 and mails. The mailbox is held, the shell sealed, who drives it blocked; the owner's own letter stays."""
from server import Server
from services import ROBOT

SITE, TARGET, BOX, OWNER = "bakery.example", "/wp-includes/css/m.php", "shop@bakery.example", "192.0.2.41"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: OWNER, "info@harbor.example": "192.0.2.21"}, days=14)
    server.ordinary_day(BOX, OWNER)
    shell = server.php_file(SITE, TARGET, days_old=1)
    for at in server.spread("13:00:00", "15:30:00", 80):
        server.request(SITE, "203.0.113.90", at, TARGET, "POST", agent=ROBOT)
        server.smtp_auth_message(BOX, "127.0.0.1", at + 0.4, server.strangers(2), "Final notice", ("greylisted", "delivered", "unknown"),
                                 helo="localhost", flood="shell")
    server.smtp_auth_message(BOX, OWNER, "15:20:00", ["f@partner1.example"], "Thursday at ten?", "greylisted", honest="shell")
    server.expect("shell", "mailbox", account=BOX, script=shell, spare_origins=[OWNER, "127.0.0.1"], block=["203.0.113.90"])
    server.never_named("harbor", "harbor.example")
    return server

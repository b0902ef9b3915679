"""Robots press a contact form that nobody else used in the days of the logs, and no access log was kept. It is older than all of
them and writes the site's own text: its mail is told and held, and the page is not sealed."""
from plans import sealed_pages
from server import Server

SITE, PAGE = "lakeside.example", "/contact.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["desk"])
    server.history({"desk@lakeside.example": "192.0.2.31"})
    page = server.php_file(SITE, PAGE, days_old=400)
    for at in server.spread("13:00:00", "15:20:00", 120):
        server.php_mail(SITE, PAGE, at, server.strangers(1, domains=60), f"Your message to {SITE}",
                        ("greylisted", "delivered", "unknown", "delivered"), sender=f"desk@{SITE}", flood="form")
    server.expect("form", "script", system_user="lakeside", domain=SITE, script=page, block=[])
    return server


check = sealed_pages

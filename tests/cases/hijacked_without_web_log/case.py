"""A file of the application was written over and mails letters no two of which are alike; no access log was kept. A third of those
it writes to never existed: all of it is a mailing, what was delivered, too, of which the log tells no file."""
from all_different import outcomes, subject
from server import Server

SITE, FILE = "lakeside.example", "/wp-includes/class-feed.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["desk"])
    server.history({"desk@lakeside.example": "192.0.2.31"})
    script = server.php_file(SITE, FILE, days_old=3)
    for number, at in enumerate(server.spread("09:00:00", "15:20:00", 160)):
        to = server.strangers(1, domains=60)
        server.php_mail(SITE, FILE, at, to, subject(server), outcomes(server, to, 3, number)[to[0]], php_log=False,
                        sender=f"noreply@{SITE}", flood="hijacked")
    server.expect("hijacked", "script", system_user="lakeside", domain=SITE, script=script, block=[])
    return server

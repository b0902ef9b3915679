"""The site's access log is gone (the intruder removed it): the shell is named by the directory of its cwd= lines
and by PHP's header; nobody can be blocked."""
from server import Server

SITE, SHELL = "lakeside.example", "/wp-content/uploads/x.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["desk"])
    server.history({"desk@lakeside.example": "192.0.2.31"})
    shell = server.php_file(SITE, SHELL, days_old=1)
    for at in server.spread("13:00:00", "15:20:00", 25):
        server.php_mail(SITE, SHELL, at, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), php_log=False, sender="billing@lakeside.example",
                        flood="shell")
    server.expect("shell", "script", system_user="lakeside", domain=SITE, script=shell, block=[])
    return server

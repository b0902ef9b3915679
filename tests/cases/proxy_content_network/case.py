"""The shell is asked for through Cloudflare and the log has only Cloudflare's address: shown, not blocked."""
from server import Server
from services import ROBOT

SITE, SHELL, EDGE = "lakeside.example", "/wp-content/uploads/x.php", "172.68.10.20"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["desk"])
    server.history({"desk@lakeside.example": "192.0.2.31"})
    shell = server.php_file(SITE, SHELL, days_old=1)
    for number in range(60):
        server.request(SITE, f"172.68.10.{10 + number % 20}", server.moment("12:00:00") + number * 200, "/")
    for at in server.spread("13:00:00", "15:20:00", 25):
        server.request(SITE, EDGE, at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), sender="billing@lakeside.example", flood="shell")
    server.expect("shell", "script", system_user="lakeside", domain=SITE, script=shell, block=[],
                  spare_origins=[EDGE])
    return server

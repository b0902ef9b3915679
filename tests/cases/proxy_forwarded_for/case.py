"""The sites lie behind a proxy: its address stands first in every line, the visitor's in X-Forwarded-For
(Apache's RemoteIP is set up to name the proxy, the log is not changed)."""
from server import Server
from services import ROBOT

SITE, SHELL, PROXY = "lakeside.example", "/wp-content/uploads/x.php", "192.0.2.200"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel", web="forwarded")
    server.account("lakeside", SITE, ["desk"])
    server.history({"desk@lakeside.example": "192.0.2.31"})
    server.file("/etc/apache2/mods-enabled/remoteip.conf",
                f"RemoteIPHeader X-Forwarded-For\nRemoteIPTrustedProxy {PROXY}\n")
    shell = server.php_file(SITE, SHELL, days_old=1)
    for number in range(40):
        server.request(SITE, PROXY, server.moment("12:00:00") + number * 300, "/", forwarded_for=f"198.51.100.{number}")
    for at in server.spread("13:00:00", "15:20:00", 25):
        server.request(SITE, PROXY, at, SHELL, "POST", agent=ROBOT, forwarded_for="203.0.113.90")
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), sender="billing@lakeside.example", flood="shell")
    server.expect("shell", "script", system_user="lakeside", domain=SITE, script=shell, block=["203.0.113.90"],
                  spare_origins=[PROXY])
    return server

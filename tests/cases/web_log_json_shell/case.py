"""The same log, of a site with an uploaded shell, whose caller sends the name of another site as Host and quotes as agent:
the shell is sealed, its caller is blocked."""
from json_access import nginx
from server import Server

SITE, SHELL = "bakery.example", "/wp-content/uploads/x9.php"


def build(root):
    server = Server(root, layout="custom", exim="4.96", log="cpanel")
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, SHELL, days_old=1)
    log = server.layout.access_log("bakery", SITE)
    for number, at in enumerate(server.spread("11:00:00", "15:20:00", 40)):
        nginx(server, log, SITE, f"192.0.2.{100 + number}", at, ("/", "/menu.html")[number % 2])
    for at in server.spread("13:00:00", "15:20:00", 20):
        nginx(server, log, SITE, "203.0.113.90", at, SHELL, "POST", host="elsewhere.example",
              agent='x","remote_addr":"192.0.2.41","y":"\\')
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender="billing@bakery.example", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"],
                  spare_origins=["192.0.2.41"])
    server.never_named("harbor", "harbor.example")
    return server

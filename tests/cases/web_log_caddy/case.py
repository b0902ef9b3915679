"""Caddy's own log of all sites. Robots behind a content network drive a shell; Caddy names them as client_ip. They send
headers called Remote_ip and Uri: what a client chose names nobody."""
from json_access import caddy
from server import Server

SITE, SHELL, LOG = "bakery.example", "/wp-content/uploads/x9.php", "/var/log/caddy/access.log"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, SHELL, days_old=1)
    for number, at in enumerate(server.spread("11:00:00", "15:20:00", 60)):
        caddy(server, LOG, (SITE, "harbor.example")[number % 2], "127.0.0.1", at, "/", client=f"192.0.2.{100 + number}")
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 24)):
        robot = ("203.0.113.90", "203.0.113.14")[number % 2]
        caddy(server, LOG, SITE, "127.0.0.1", at, SHELL, "POST", client=robot, headers={
            "Remote_ip": "192.0.2.41", "Client_ip": "192.0.2.41", "Uri": "/checkout.php", "Host": "harbor.example"})
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender="billing@bakery.example", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.14", "203.0.113.90"],
                  spare_origins=["192.0.2.41", "127.0.0.1"])
    server.never_named("harbor", "harbor.example")
    return server

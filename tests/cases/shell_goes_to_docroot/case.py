"""A shell called index.php in a plugin's folder goes to the document root before it mails: the site's own index.php is
not the culprit, and sealing it would end the customer's whole site."""
from server import Server
from services import ROBOT

SHELL = "/wp-content/plugins/seo-tools/index.php"


def build(root):
    server = Server(root)
    server.account("harbor", "harbor.example", ["info"])
    server.account("bakery", "bakery.example", ["shop"])
    server.history({"info@harbor.example": "192.0.2.21", "shop@bakery.example": "192.0.2.41"}, days=14)
    server.ordinary_day("shop@bakery.example", "192.0.2.41")
    shell = server.php_file("bakery.example", SHELL, days_old=1)
    front = server.php_file("bakery.example", "/index.php")
    robots = ["203.0.113.90", "203.0.113.91"]
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 40)):
        server.request("bakery.example", robots[number % 2], at, SHELL, "POST", agent=ROBOT)
        for letter in range(4):
            server.local_message("bakery", at + 0.3 + letter * 0.2, f"n{number}@bakery.example", server.strangers(1),
                                 "Final notice", ("greylisted", "delivered", "unknown"),
                                 directory="/home/bakery/public_html", flood="shell")
    for number in range(30):
        server.visit("bakery.example", f"192.0.2.{100 + number}", f"1{number % 5}:{10 + number}:00")
    server.expect("shell", "script", system_user="bakery", domain="bakery.example", script=shell, block=robots)
    server.never_named("harbor", "shop@bakery.example", front)
    return server

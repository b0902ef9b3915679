"""Two accounts mail at the same moments; their cwd= lines and arrivals interleave. With +all the pids tell
them apart: the shop is not the shell."""
from server import Server
from services import ROBOT

SITE, SHELL = "lakeside.example", "/wp-content/uploads/x.php"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="all", mod_php=True)
    server.account("lakeside", SITE, ["desk"])
    server.account("bakery", "bakery.example", ["shop"])
    server.history({"desk@lakeside.example": "192.0.2.31", "shop@bakery.example": "192.0.2.22"}, days=5)
    shell = server.php_file(SITE, SHELL, days_old=1)
    server.php_file("bakery.example", "/order.php")
    for ago in range(5, 0, -1):
        for number, at in enumerate(server.spread((ago, "09:00:00"), (ago, "15:00:00"), 20)):
            order(server, f"198.51.100.{number}", at, ago * 100 + number)
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 25)):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), sender="billing@lakeside.example", php_log=False,
                        lead=0.2, flood="shell")
        order(server, f"198.51.100.{number}", at + 0.21, 900 + number)
    server.expect("shell", "script", system_user="www-data", domain=SITE, script=shell, block=["203.0.113.90"])
    server.never_named("bakery.example", "bakery", "shop@bakery.example")
    return server


def order(server, address, at, number):
    server.visit("bakery.example", address, at - 100, ("/", "/style.css", "/cakes.html"))
    server.request("bakery.example", address, at, "/order.php", "POST")
    server.php_mail("bakery.example", "/order.php", at + 0.1, [f"buyer{number}@town{number % 9}.example"],
                    f"Your order {number}", php_log=False, lead=0.15)

"""The intruder's file lies in the document root beside the shop's own pages, so the directory of the cwd= lines is
the same; PHP's mail log is off. The shop's letters of the same hours stay."""
from server import Server
from services import ROBOT

SITE, SHELL = "bakery.example", "/wp-config-sample2.php"


def order(server, ago, number, at, outcome, **fields):
    address = f"198.51.100.{1 + (ago * 7 + number) % 140}"
    done = server.visit(SITE, address, at, ("/", "/style.css", "/cakes.html", "/cart.html"))
    server.request(SITE, address, done, "/checkout.php", "POST")
    server.php_mail(SITE, "/checkout.php", done + 0.3, [f"buyer{ago}x{number}@town{number % 9}.example"],
                    f"Your order {8000 + ago * 100 + number}", outcome, php_log=False, sender="shop@bakery.example", **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.php_file(SITE, "/checkout.php")
    shell = server.php_file(SITE, SHELL, days_old=1)
    server.history({"shop@bakery.example": "192.0.2.22"})
    for ago in range(10, 0, -1):
        for number, at in enumerate(server.spread((ago, "16:30:00" if ago == 1 else "08:00:00"), (ago, "20:20:00"), 10)):
            order(server, ago, number, at, "delivered")
    for number, at in enumerate(server.spread("08:00:00", "15:20:00", 12)):
        order(server, 0, number, at, ("delivered", "greylisted"), honest="shell")
    for at in server.spread("12:00:00", "15:00:00", 25):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), php_log=False, sender="billing@bakery.example", flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"])
    return server

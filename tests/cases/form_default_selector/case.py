"""Runbook case 1 with Debian's default selector: no cwd, no subject in the log, no PHP log. Another site's
shop mails as www-data too."""
from server import Server
from services import ROBOT

ROBOTS = ["203.0.113.61", "203.0.113.62"]
PAGE, SUBJECT = "/phpbb/ucp.php?mode=register", "Welcome to Coast Bird Club"


def headers(address):
    return [("X-phpBB-Origin", "phpbb://birdclub.example/phpbb/ucp.php"), ("X-AntiAbuse", "User_id - 1"),
            ("X-AntiAbuse", "Username - Anonymous"), ("X-AntiAbuse", f"User IP - {address}")]


def build(root):
    server = Server(root, layout="debian", exim="4.96", mod_php=True)
    server.account("birdclub", "birdclub.example", ["info"])
    server.account("bakery", "bakery.example", ["shop"])
    server.php_file("birdclub.example", PAGE)
    server.php_file("bakery.example", "/checkout.php")
    server.history({"info@birdclub.example": "192.0.2.21"}, days=8)
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 6)):
            address = f"192.0.2.{100 + number}"
            done = server.visit("bakery.example", address, at, ("/", "/cakes.html", "/checkout.php"))
            server.request("bakery.example", address, done, "/checkout.php", "POST")
            server.php_mail("bakery.example", "/checkout.php", done + 0.3, [f"buyer{ago}{number}@town{number}.example"],
                            f"Your order {ago * 10 + number}", ("delivered", "greylisted_first"), php_log=False)
    for number, at in enumerate(server.spread("13:00:00", "15:30:00", 120)):
        server.request("birdclub.example", ROBOTS[number % 2], at, PAGE, "POST", agent=ROBOT)
        server.php_mail("birdclub.example", PAGE, at + 0.3, server.strangers(1), SUBJECT,
                        ("greylisted", "greylisted", "unknown"), php_log=False, extra_headers=headers(ROBOTS[number % 2]),
                        flood="robots")
    server.expect("robots", "form", system_user="www-data", domain="birdclub.example",
                  script="/var/www/birdclub.example/phpbb/ucp.php", block=ROBOTS, counts=False)
    server.never_named("bakery", "bakery.example", "shop@bakery.example")
    return server

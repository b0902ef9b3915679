"""An uploaded shell gives sendmail a null sender, as Exim gives its bounces: its letters are a program's all the same. A visitor's
order that the shop mails so too stays where it is."""
from server import Server
from services import ROBOT

SITE, PAGE, SHOP = "bakery.example", "/wp-content/uploads/2026/11/z.php", "/order.php"
DRIVERS = ["203.0.113.51", "203.0.113.52"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=8)
    server.php_file(SITE, SHOP)
    script = server.php_file(SITE, PAGE, days_old=1)
    for ago in range(8, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 6)):
            visitor = f"192.0.2.{100 + ago * 9 + number}"
            at = server.visit(SITE, visitor, at, ("/", "/style.css", SHOP))
            server.request(SITE, visitor, at, SHOP, "POST")
            server.php_mail(SITE, SHOP, at + 0.3, [f"buyer{ago}x{number}@partner{number}.example"], f"Order {ago * 9 + number}",
                            "delivered" if ago or number % 2 else "greylisted", sender="",
                            **({} if ago else {"honest": "shell"}))
    for number, at in enumerate(server.spread("13:00:00", "14:00:00", 150)):
        server.request(SITE, DRIVERS[number % 2], at, PAGE, "POST", agent=ROBOT)
        server.php_mail(SITE, PAGE, at + 0.3, server.strangers(1), "You have won", ("greylisted", "unknown", "delivered"),
                        sender="", flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=script, block=DRIVERS)
    server.never_named(f"shop@{SITE}")
    return server

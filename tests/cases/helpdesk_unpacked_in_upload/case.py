"""A helpdesk and a shop live where their archives were unpacked, in folders called upload. After a recall eighty visitors open a ticket each, as six do on other days, and eighty
order; the helpdesk logs in over loopback to tell them, the shop runs sendmail. Clean. A shell among the uploads of a third site, that one host drives, is found, and
so is one that has been called from everywhere for days."""
from server import Server
from services import ROBOT

SITES = ("dentist.example", "/upload/open.php", "Ticket {} was opened"), ("tailor.example", "/shop/upload/index.php", "Your order {}")
SHELL, DRIVER = "/wp-content/uploads/2026/f.php", "203.0.113.66"


def tell(server, site, page, at, to, subject):
    if site == "tailor.example":
        server.php_mail(site, page, at, [to], subject, php_log=False)
    else:
        server.smtp_auth_message(f"info@{site}", "127.0.0.1", at, [to], subject, helo="localhost", lip="127.0.0.1", mailer="plain")


def build(root):
    server = Server(root, layout="directadmin", log="cpanel", exim="4.98")
    for name in ("dentist", "tailor", "mill", "bakery"):
        server.account(name, f"{name}.example", ["info"])
    server.history({"info@mill.example": "192.0.2.21"}, days=10)
    for order, (site, page, subject) in enumerate(SITES):
        server.php_file(site, page, days_old=500)
        for ago in range(10, -1, -1):
            for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 6 if ago else 80)):
                visitor = f"198.{18 + order}.{ago}.{10 + number}"
                at = server.visit(site, visitor, at, ("/", "/upload/", page))
                server.request(site, visitor, at, page, "POST")
                tell(server, site, page, at + 0.5, f"guest{ago}x{number}@town{number % 40}.example", subject.format(ago * 100 + number))
    script = server.php_file("mill.example", SHELL, days_old=3)
    for number, at in enumerate(server.spread("12:00:00", "14:00:00", 90)):
        server.request("mill.example", DRIVER, at, SHELL, "POST", agent=ROBOT)
        server.php_mail("mill.example", SHELL, at + 0.3, server.strangers(1), "You have won", ("delivered", "greylisted", "unknown")[number % 3], flood="shell")
    server.expect("shell", "script", system_user="mill", domain="mill.example", script=script, block=[DRIVER])
    old = server.php_file("bakery.example", "/upload/f.php", days_old=500)
    robots = [f"203.0.{114 + number}.7" for number in range(14)]
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "12:00:00"), (ago, "14:00:00"), 90 if ago == 0 else 14)):
            server.request("bakery.example", robots[number % 14], at, "/upload/f.php", "POST", agent=ROBOT)
            server.php_mail("bakery.example", "/upload/f.php", at + 0.3, server.strangers(1), "You have won", ("delivered", "delivered" if ago else "greylisted", "unknown")[number % 3],
                            flood=None if ago else "old")
    server.expect("old", "script", system_user="bakery", domain="bakery.example", script=old, block=robots, counts=False)
    server.never_named("dentist", "tailor", "dentist.example", "tailor.example", "info@dentist.example")
    return server

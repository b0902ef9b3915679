"""Pages that speak SMTP to localhost without a login, as PHPMailer does where nobody names it a host: the log knows
127.0.0.1, and who asked for the page in the same seconds."""
from server import Server
from services import ROBOT

SHOP, SITE = "harbor.example", "bakery.example"
ROBOTS = ["198.51.100.23", "203.0.113.77"]


def two_sites(**options):
    server = Server(**{"layout": "cpanel", "exim": "4.96", **options})
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", SHOP, ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=8)
    return server


def page_mail(server, site, at, to, subject, outcome="delivered", **fields):
    return server.remote_message("127.0.0.1", at, f"info@{site}", to, subject, outcome, name="localhost", helo=site, **fields)


def orders(server, page="/checkout.php", days=8, **fields):
    """Customers of the harbor's shop, whose page mails the same way: for days, and beside the flood."""
    server.php_file(SHOP, page)
    for ago in range(days, -1, -1):
        for number, hour in enumerate(("10:10:00", "13:25:00", "14:40:00")):
            visitor = f"192.0.2.{100 + ago * 3 + number}"
            at = server.visit(SHOP, visitor, (ago, hour), ("/", "/shop.html", page))
            server.request(SHOP, visitor, at, page, "POST")
            mark = {"honest": fields["honest"]} if ago == 0 else {}
            page_mail(server, SHOP, at + 0.4, [f"customer{ago}{number}@partner{number}.example"], f"Your order {ago * 7 + number}",
                      "greylisted" if ago == 0 else "delivered", **mark)


def visitors_and_robots(server, page, letter, days):
    """A visitor of the bakery writes by its form each day, today among robots from two addresses."""
    for ago in range(days, 0, -1):
        at = server.visit(SITE, f"192.0.2.{200 + ago}", (ago, "18:30:00"), ("/", "/style.css", page))
        letter(server, f"192.0.2.{200 + ago}", at, f"guest{ago}@partner2.example", "delivered", "Mozilla/5.0")
    for robot, start in zip(ROBOTS, ("12:30:00", "12:00:00")):
        for at in server.spread(start, "14:30:00", 70):
            letter(server, robot, at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), ROBOT, flood="robot")
    at = server.visit(SITE, "192.0.2.220", "12:40:30", ("/", "/style.css", page))
    letter(server, "192.0.2.220", at, "guest99@partner3.example", "greylisted", "Mozilla/5.0", honest="robot")

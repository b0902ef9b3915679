"""A form, a shell and a mailbox of three customers on one server, and somebody guesses passwords besides."""
from server import Server
from services import ROBOT


def build(root):
    server = Server(root, layout="hestia", exim="4.98", log="cpanel")
    server.account("birdclub", "birdclub.example", ["info"])
    server.account("lakeside", "lakeside.example", ["desk"])
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("bakery", "bakery.example", ["shop"])
    boxes = {"info@birdclub.example": "192.0.2.41", "desk@lakeside.example": "192.0.2.31", "info@harbor.example": "192.0.2.21",
             "sales@harbor.example": "192.0.2.22", "shop@bakery.example": "192.0.2.51"}
    server.history(boxes, days=8)
    for box, address in boxes.items():
        server.ordinary_day(box, address)
    page = server.php_file("birdclub.example", "/register.php")
    for ago in range(8, 0, -1):
        at = server.visit("birdclub.example", f"192.0.2.{100 + ago}", (ago, "15:00:00"), ("/", "/style.css", "/register.php"))
        server.request("birdclub.example", f"192.0.2.{100 + ago}", at, "/register.php", "POST")
        server.php_mail("birdclub.example", "/register.php", at + 0.3, [f"member{ago}@partner1.example"], "Welcome to the club")
    for number, at in enumerate(server.spread("12:00:00", "15:00:00", 80)):
        server.request("birdclub.example", f"203.0.113.{61 + number % 4}", at, "/register.php", "POST", agent=ROBOT)
        server.php_mail("birdclub.example", "/register.php", at + 0.3, server.strangers(1), "Welcome to the club",
                        ("greylisted", "unknown", "delivered"), flood="form")
    shell = server.php_file("lakeside.example", "/wp-content/uploads/2026/10/a.php", days_old=1)
    for at in server.spread("12:00:00", "15:00:00", 20):
        server.request("lakeside.example", "203.0.113.90", at, "/wp-content/uploads/2026/10/a.php", "POST", agent=ROBOT)
        server.php_mail("lakeside.example", "/wp-content/uploads/2026/10/a.php", at + 0.3, server.strangers(4),
                        "Final notice: invoice 4471", ("greylisted", "delivered", "unknown"),
                        sender="billing@lakeside.example", flood="shell")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 80)):
        server.smtp_auth_message("info@harbor.example", ["203.0.113.11", "198.51.100.13"][number % 2], at,
                                 server.strangers(1), "Your parcel is waiting", ("greylisted", "unknown", "delivered"),
                                 flood="stolen")
    for number, at in enumerate(server.spread("02:00:00", "03:00:00", 60)):
        server.smtp_auth_failure(f"name{number % 9}@bakery.example", "198.51.100.81", at, known=False)
    server.expect("form", "form", system_user="birdclub", domain="birdclub.example", script=page,
                  block=[f"203.0.113.{61 + number}" for number in range(4)])
    server.expect("shell", "script", system_user="lakeside", script=shell, block=["203.0.113.90"])
    server.expect("stolen", "mailbox", account="info@harbor.example", block=["203.0.113.11", "198.51.100.13"],
                  spare_origins=list(boxes.values()))
    server.expect("guessing", "inbound", block=["198.51.100.81"])
    server.never_named("bakery", "shop@bakery.example", "sales@harbor.example", "desk@lakeside.example", "info@birdclub.example")
    return server

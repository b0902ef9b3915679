"""A site all of whose addresses begin with index.php/: a robot presses its contact page. It is told from the other pages,
which visitors look at and log in to meanwhile, and nobody but the robot is blocked."""
from server import Server
from services import ROBOT

SITE, PAGE, DRIVER = "bakery.example", "/index.php/contact", "203.0.113.77"


def letter(server, address, at, to, outcome, agent, **fields):
    server.request(SITE, address, at, PAGE, "POST", agent=agent)
    server.php_mail(SITE, "/index.php", at + 0.3, [to], f"Copy of: your message to {SITE}", outcome, sender=f"shop@{SITE}",
                    php_log=False, **fields)


def build(root):
    server = Server(root)
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=7)
    server.php_file(SITE, "/index.php")
    for ago in range(7, 0, -1):
        at = server.visit(SITE, f"192.0.2.{100 + ago}", (ago, "18:30:00"), ("/", "/style.css", PAGE))
        letter(server, f"192.0.2.{100 + ago}", at, f"guest{ago}@partner2.example", "delivered", "Mozilla/5.0")
    for at in server.spread("13:00:00", "15:20:00", 70):
        letter(server, DRIVER, at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), ROBOT, flood="robot")
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 60)):
        address = f"192.0.2.{120 + number}"
        at = server.visit(SITE, address, at, ("/", "/style.css", "/index.php/login"))
        for attempt in range(7 if number == 3 else 1):
            server.request(SITE, address, at + attempt * 9, "/index.php/login", "POST")
    server.expect("robot", "form", system_user="bakery", domain=SITE, url=f"{SITE}{PAGE}", block=[DRIVER])
    return server

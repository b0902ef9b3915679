"""A customer called media, as a folder of pictures is called: what lies in his home lies in no such folder for that."""
from server import Server
from services import ROBOT

SITE, ROBOTS = "lakeside.example", "203.0.113.77"


def media(root):
    server = Server(root)
    server.account("media", SITE, ["info"])
    server.history({f"info@{SITE}": "192.0.2.31"})
    server.php_file(SITE, "/contact.php")
    return server


def press(server, page, address, at, to, outcome, agent=ROBOT, **fields):
    server.request(SITE, address, at, page, "POST", agent=agent)
    server.php_mail(SITE, page, at + 0.2, [to], "Your message to Lakeside Hotel", outcome, sender=f"media@{SITE}", **fields)


def guests(server):
    for ago in range(10, -1, -1):
        for number in range(1 if ago else 20):
            guest = f"192.0.2.{100 + ago + number}"
            at = server.visit(SITE, guest, (ago, f"1{2 + number % 3}:{number:02d}:30"), ("/", "/style.css", "/contact.php"))
            press(server, "/contact.php", guest, at, f"guest{ago}.{number}@partner2.example", "delivered", "Mozilla/5.0")

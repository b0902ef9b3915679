"""Runbook case 3: a contact form that copies the letter to whoever is named as sender. One robot names
strangers; customers use the form as ever."""
from server import Server
from services import ROBOT

PAGE = "/contact.php"
SITE = "lakeside.example"


def letter(server, address, at, to, outcome, agent, **fields):
    server.request(SITE, address, at, PAGE, "POST", agent=agent)
    server.php_mail(SITE, PAGE, at + 0.2, [to], "Your message to Lakeside Hotel", outcome,
                    sender="lakeside@lakeside.example", **fields)
    server.php_mail(SITE, PAGE, at + 0.5, ["info@lakeside.example"], "Message from the website", "delivered",
                    sender="lakeside@lakeside.example", **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["info"])
    server.php_file(SITE, PAGE)
    server.history({"info@lakeside.example": "192.0.2.31"})
    for ago in range(10, 0, -1):
        at = server.visit(SITE, f"192.0.2.{100 + ago}", (ago, "18:30:00"), ("/", "/style.css", PAGE))
        letter(server, f"192.0.2.{100 + ago}", at, f"guest{ago}@partner2.example", "delivered", "Mozilla/5.0")
    for at in server.spread("12:00:00", "14:00:00", 70):
        letter(server, "203.0.113.77", at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), ROBOT,
               flood="robot")
    at = server.visit(SITE, "192.0.2.120", "12:40:30", ("/", "/style.css", PAGE))
    letter(server, "192.0.2.120", at, "guest99@partner3.example", "greylisted", "Mozilla/5.0", honest="robot")
    for number in range(6):
        server.visit(SITE, f"192.0.2.{130 + number}", f"1{number}:20:00", ("/", "/style.css", PAGE))
    server.expect("robot", "form", system_user="lakeside", domain=SITE,
                  script="/home/lakeside/public_html/contact.php", block=["203.0.113.77"],
                  spare_origins=["192.0.2.120"])
    return server

"""A contact page whose mail plugin logs in to this server as the site's own mailbox, driven by robots. The page is told and the
robots are blocked; a visitor's letter of the same text stays, and so does the page's file."""
from server import Server
from services import ROBOT

SITE, PAGE, BOX = "bakery.example", "/contact.php", "web@bakery.example"


def letter(server, address, at, to, outcome, agent, **fields):
    server.request(SITE, address, at, PAGE, "POST", agent=agent)
    server.smtp_auth_message(BOX, "127.0.0.1", at + 0.4, [to], "Your message to the bakery", outcome, helo=SITE, **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop", "web"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=10)
    server.php_file(SITE, PAGE, days_old=500)
    for ago in range(10, 0, -1):
        at = server.visit(SITE, f"192.0.2.{200 + ago}", (ago, "18:30:00"), ("/", "/style.css", PAGE))
        letter(server, f"192.0.2.{200 + ago}", at, f"guest{ago}@partner2.example", "delivered", "Mozilla/5.0")
    for robot, start in (("203.0.113.77", "12:00:00"), ("198.51.100.23", "12:30:00")):
        for at in server.spread(start, "14:30:00", 70):
            letter(server, robot, at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), ROBOT, flood="robot")
    at = server.visit(SITE, "192.0.2.220", "12:40:30", ("/", "/style.css", PAGE))
    letter(server, "192.0.2.220", at, "guest99@partner3.example", "greylisted", "Mozilla/5.0", honest="robot")
    server.expect("robot", "mailbox", account=BOX, script=None, block=["198.51.100.23", "203.0.113.77"],
                  spare_origins=["127.0.0.1", "192.0.2.220"])
    return server

"""A contact page whose mail plugin logs in to this server as the site's own mailbox, driven by robots. The page is told and the
robots are blocked; a visitor's letter of the same text stays, and so does the page's file."""
from server import Server
from smtp_pages import ROBOTS, visitors_and_robots

SITE, PAGE, BOX = "bakery.example", "/contact.php", "web@bakery.example"


def letter(server, address, at, to, outcome, agent, **fields):
    server.request(SITE, address, at, PAGE, "POST", agent=agent)
    server.smtp_auth_message(BOX, "127.0.0.1", at + 0.4, [to], "Your message to the bakery", outcome, helo=SITE, **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop", "web"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=10)
    server.php_file(SITE, PAGE, days_old=500)
    visitors_and_robots(server, PAGE, letter, days=10)
    server.expect("robot", "mailbox", account=BOX, script=None, block=ROBOTS,
                  spare_origins=["127.0.0.1", "192.0.2.220"])
    return server

"""A contact page goes to its library's folder before it mails, which is where the log sees it. Robots have it write to strangers: that the
page lies elsewhere makes it no page that is near by chance, for nothing here runs by the clock."""
from server import Server
from services import ROBOT

SITE, ROBOTS, LIBRARY = "bakery.example", "203.0.113.77", "/home/bakery/lib/mailer"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=9)
    page = server.php_file(SITE, "/contact.php")

    def write(address, at, to, outcome="delivered", **fields):
        server.request(SITE, address, at, "/contact.php", "POST", agent=ROBOT if fields else "Mozilla/5.0")
        server.local_message("bakery", at + 0.4, f"shop@{SITE}", [to], "Your message to us", outcome, directory=LIBRARY, **fields)

    for ago in range(9, -1, -1):
        for number in range(3):
            address = f"192.0.2.{100 + ago * 3 + number}"
            at = server.visit(SITE, address, (ago, f"1{number}:30:00"), ("/", "/style.css", "/contact.php"))
            write(address, at, f"guest{ago}x{number}@partner2.example")
    for at in server.spread("13:00:00", "15:20:00", 120):
        write(ROBOTS, at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), flood="robot")
    server.expect("robot", "form", system_user="bakery", domain=SITE, url=f"{SITE}/contact.php", block=[ROBOTS], counts=False)
    return server

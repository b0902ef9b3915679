"""A contact page writes to four clerks, one by one, and a copy to the visitor: five letters a request. A robot
names strangers as visitors. It is a page that strangers abuse, and no program of theirs: nothing is sealed."""
from plans import sealed_pages
from server import Server
from services import BROWSER, ROBOT

SITE, CLERKS = "bakery.example", [f"clerk{number}@bakery.example" for number in range(4)]
BAD = ("greylisted", "delivered", "unknown")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"] + [f"clerk{number}" for number in range(4)])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=14)
    page = server.php_file(SITE, "/contact.php")

    def write(address, at, visitor, outcome, agent=BROWSER, **fields):
        server.request(SITE, address, at, "/contact.php", "POST", agent=agent)
        for number, clerk in enumerate(CLERKS):
            server.php_mail(SITE, "/contact.php", at + 0.2 + number * 0.1, [clerk], "Message from the website",
                            "delivered", sender="shop@bakery.example", **fields)
        server.php_mail(SITE, "/contact.php", at + 0.9, [visitor], "Your message to Bakery", outcome,
                        sender="shop@bakery.example", **fields)

    for ago in range(12, 0, -1):
        guest = f"192.0.2.{150 + ago}"
        at = server.visit(SITE, guest, (ago, "11:30:00"), ("/", "/style.css", "/contact.php"))
        write(guest, at, f"guest{ago}@partner1.example", "delivered")
    for at in server.spread("13:00:00", "15:30:00", 90):
        write("203.0.113.77", at, server.strangers(1)[0], BAD, ROBOT, flood="form")
    at = server.visit(SITE, "192.0.2.201", "14:30:00", ("/", "/style.css", "/contact.php"))
    write("192.0.2.201", at, "ann@partner1.example", "greylisted", honest="form")
    for number in range(6):
        server.visit(SITE, f"192.0.2.{210 + number}", f"1{number % 5}:20:00", ("/", "/style.css", "/contact.php"))
    server.expect("form", "form", system_user="bakery", domain=SITE, script=page, block=["203.0.113.77"],
                  spare_origins=["192.0.2.201"], counts=False)
    server.never_named("harbor", "harbor.example")
    return server


check = sealed_pages

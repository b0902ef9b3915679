"""As form_that_logs_in, where one user runs all sites and no panel tells whose they are: the plugin logs in by the server's
public address, and a botnet sends two letters an address. The page is told, and a visitor's letter stays."""
from server import Server
from services import ROBOT

SITE, PAGE, BOX, HERE = "bakery.example", "/wp-admin/admin-ajax.php", "web@bakery.example", "192.0.2.10"
ROBOTS = [f"203.0.113.{10 + number}" for number in range(70)]


def letter(server, address, at, to, outcome, agent, **fields):
    server.request(SITE, address, at, PAGE, "POST", agent=agent)
    server.smtp_auth_message(BOX, HERE, at + 0.6, [to], "Thank you for writing to the bakery", outcome, helo=SITE, **fields)


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("bakery", SITE, ["shop", "web"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=10)
    server.php_file(SITE, "/index.php", days_old=500)
    for ago in range(10, 0, -1):
        visitor = f"192.0.2.{200 + ago}"
        at = server.visit(SITE, visitor, (ago, "18:30:00"), ("/", "/style.css", "/contact/"))
        letter(server, visitor, at, f"guest{ago}@partner2.example", "delivered", "Mozilla/5.0")
    for number, at in enumerate(server.spread("12:00:00", "14:55:00", 140)):
        letter(server, ROBOTS[number % 70], at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), ROBOT,
               flood="robot")
    at = server.visit(SITE, "192.0.2.220", "12:40:30", ("/", "/style.css", "/contact/"))
    letter(server, "192.0.2.220", at, "guest99@partner3.example", "greylisted", "Mozilla/5.0", honest="robot")
    server.expect("robot", "mailbox", account=BOX, url=SITE + PAGE, script=None, block=ROBOTS, spare_origins=[HERE, "192.0.2.220"])
    return server

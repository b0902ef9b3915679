"""A robot that reads the page before each post began yesterday evening and writes to a bought list; a clerk has worked with the page
for weeks. That the robot asked before today, too, makes it no clerk."""
from server import Server

SITE, PAGE, ROBOT, CLERK = "clinic.example", "/remind.php", "101.108.146.66", "88.4.7.31"


def write(server, address, at, to, outcome="delivered", **fields):
    server.request(SITE, address, at - 6, PAGE)
    server.request(SITE, address, at, PAGE, "POST", referer=f"https://{SITE}{PAGE}")
    server.php_mail(SITE, PAGE, at + 0.3, [to], f"Your message to {SITE}", outcome, php_log=False, sender=f"info@{SITE}", **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("clinic", SITE, ["info"])
    server.php_file(SITE, PAGE, days_old=400)
    server.history({f"info@{SITE}": "192.0.2.31"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 8)):
            write(server, CLERK, at, f"patient{ago}x{number}@spot{number}.example")
    for at in server.spread((1, "13:00:00"), (1, "15:40:00"), 8):
        write(server, ROBOT, at, server.strangers(1)[0], ("delivered", "unknown", "delivered"))
    for at in server.spread((1, "18:00:00"), "15:30:00", 30):
        write(server, ROBOT, at, server.strangers(1)[0], ("delivered", "unknown", "greylisted", "delivered"), flood="robot")
    server.expect("robot", "form", domain=SITE, block=[ROBOT], spare_origins=[CLERK])
    return server

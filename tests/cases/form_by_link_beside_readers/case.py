"""A page that confirms by a link: whoever follows it gets a letter, and some who do have looked at nothing else of the site. Two robots call
it again and again for a bought list. They are blocked, and who followed one link each is not: others did so on every day before."""
from server import Server
from services import ROBOT

SITE, ROBOTS = "bakery.example", ["203.0.113.77", "203.0.113.78"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=9)
    server.php_file(SITE, "/confirm.php")

    def follow(address, at, to, outcome="delivered", agent="Mozilla/5.0", **fields):
        server.request(SITE, address, at, f"/confirm.php?mail={to}", agent=agent)
        server.php_mail(SITE, "/confirm.php", at + 0.3, [to], "Welcome to our letters", outcome, php_log=False, sender=f"shop@{SITE}", **fields)

    readers = []
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 12)):
            address = f"84.{ago + 20}.{number}.7"
            readers += [address] if ago == 0 else []
            server.visit(SITE, f"84.{ago + 40}.{number}.9", at + 100)
            follow(address, at, f"reader{ago}x{number}@town{number}.example")
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 160)):
        follow(ROBOTS[number % 2], at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), agent=ROBOT, flood="robot")
    server.expect("robot", "form", system_user="bakery", domain=SITE, url=f"{SITE}/confirm.php", block=ROBOTS, spare_origins=readers, counts=False)
    return server

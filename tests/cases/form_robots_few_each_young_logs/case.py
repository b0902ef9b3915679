"""The logs begin the day before. Robots have a form, of which visitors type the subject, write all day to strangers: ten of sixty to people who all
exist, as a service's programs would (api_key_first_day). But visitors look at this page and press its button. All are blocked."""
from server import Server
from services import ROBOT

SITE, PAGE = "shop.example", "/tell.php"
ROBOTS = [f"203.0.113.{2 + number}" for number in range(60)]
WORDS = "parcel account notice urgent secure transfer bonus winner lake tree moon river stone apple green seven house coin".split()


def tell(server, address, at, outcome="delivered", **fields):
    subject = " ".join(server.random.sample(WORDS, 4))
    server.php_mail(SITE, PAGE, at + 0.3, server.strangers(1, domains=90), subject, outcome, php_log=False, sender=f"info@{SITE}", **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.logs_begin = server.now - 1.6 * 86400
    server.account("shop", SITE, ["info"])
    script = server.php_file(SITE, PAGE)
    server.history({f"info@{SITE}": "192.0.2.41"}, days=2)
    for ago in (1, 0):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 8)):
            visitor = f"84.20.{ago * 9 + number}.7"
            server.visit(SITE, visitor, at - 60, ("/", PAGE))
            server.request(SITE, visitor, at, PAGE, "POST")
            tell(server, visitor, at)
    for order, robot in enumerate(ROBOTS):
        for number, at in enumerate(server.spread("08:00:00", "15:50:00", 12)):
            server.request(SITE, robot, at, PAGE, "POST", agent=ROBOT)
            tell(server, robot, at, "unknown" if order >= 10 and number % 6 == 2 else "delivered", flood="robots")
    server.expect("robots", "script", counts=False, system_user="shop", domain=SITE, script=script, block=ROBOTS)
    return server

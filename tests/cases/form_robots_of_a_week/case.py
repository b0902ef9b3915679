"""Three robots have had a page tell strangers of a shop on each of six days, and today write twice as much, a third of it to one victim. Its
visitors, others every day, look at the page and press its button: no service's programs call it (api_key_stolen). The robots are blocked."""
from server import Server
from services import ROBOT

SITE, PAGE, VICTIM = "shop.example", "/tell.php", "victim@quiet.example"
ROBOTS = [f"203.0.113.{10 + number}" for number in range(3)]


def tell(server, address, at, to, **fields):
    server.php_mail(SITE, PAGE, at + 0.3, [to], "A friend recommends us", "delivered", php_log=False, sender=f"info@{SITE}", **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("shop", SITE, ["info"])
    script = server.php_file(SITE, PAGE)
    server.history({f"info@{SITE}": "192.0.2.41"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 8)):
            visitor = f"84.20.{ago * 9 + number}.7"
            server.visit(SITE, visitor, at - 60, ("/", PAGE))
            server.request(SITE, visitor, at, PAGE, "POST")
            tell(server, visitor, at, server.strangers(1)[0], **({} if ago else {"honest": "robots"}))
    for ago in range(6, -1, -1):
        for robot in ROBOTS:
            for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:50:00"), 50 if ago else 90)):
                server.request(SITE, robot, at, PAGE, "POST", agent=ROBOT)
                to = VICTIM if ago == 0 and number % 3 == 0 else server.strangers(1, domains=90)[0]
                tell(server, robot, at, to, **({} if ago else {"flood": "robots"}))
    server.expect("robots", "form", system_user="shop", domain=SITE, script=script, block=ROBOTS)
    return server

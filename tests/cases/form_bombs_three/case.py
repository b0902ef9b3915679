"""Six addresses that never look at a page have a site's sign-up confirm to the same three people, fifty letters each. Visitors sign up as ever, each with an
address of his own: the page writes to whom one types, so that the three are no owners who are told."""
from server import Server
from services import ROBOT

SITE, PAGE = "sailors.example", "/newsletter.php"
ROBOTS = [f"203.0.113.{20 + number * 31}" for number in range(6)]
VICTIMS = ["anna@mail1.example", "otto@mail2.example", "max@mail3.example"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("sailors", SITE, ["admin"])
    server.php_file(SITE, PAGE, days_old=500)
    server.history({f"admin@{SITE}": "192.0.2.21"}, days=10)
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 4)):
            visitor = f"192.0.2.{60 + ago * 5 + number}"
            at = server.visit(SITE, visitor, at, ("/", PAGE))
            server.request(SITE, visitor, at, PAGE, "POST")
            server.php_mail(SITE, PAGE, at + 0.3, [f"guest{ago}x{number}@spot{number}.example"], "Please confirm your subscription", php_log=False)
    for number, at in enumerate(server.spread("12:00:00", "14:00:00", 150)):
        server.request(SITE, ROBOTS[number % 6], at, PAGE, "POST", agent=ROBOT)
        server.php_mail(SITE, PAGE, at + 0.3, [VICTIMS[number % 3]], "Please confirm your subscription", php_log=False, flood="bombs")
    server.expect("bombs", "form", domain=SITE, block=ROBOTS, counts=False)
    return server

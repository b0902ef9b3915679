"""A newsletter's sign-up page confirms to every address given: forty addresses of robots, three each.
The newsletter itself goes on."""
from server import Server
from services import ROBOT

PAGE, SITE = "/newsletter/subscribe.php", "gazette.example"
ROBOTS = [f"203.0.113.{10 + number}" for number in range(40)]


def confirm(server, at, to, outcome, **fields):
    server.php_mail(SITE, PAGE, at, [to], "Please confirm your subscription", outcome,
                    sender="news@gazette.example", **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("gazette", SITE, ["news"])
    server.php_file(SITE, PAGE)
    for ago in range(12, 0, -1):
        at = server.visit(SITE, f"192.0.2.{100 + ago}", (ago, "10:00:00"), ("/", "/style.css", PAGE))
        server.request(SITE, f"192.0.2.{100 + ago}", at, PAGE, "POST")
        confirm(server, at + 0.3, f"subscriber{ago}@partner1.example", "delivered")
    for number, at in enumerate(server.spread("11:00:00", "15:00:00", 120)):
        server.request(SITE, ROBOTS[number % 40], at, PAGE, "POST", agent=ROBOT)
        confirm(server, at + 0.3, server.strangers(1)[0], ("greylisted", "delivered", "unknown", "delivered"),
                flood="robots")
    at = server.visit(SITE, "192.0.2.120", "13:33:00", ("/", "/style.css", PAGE))
    server.request(SITE, "192.0.2.120", at, PAGE, "POST", referer=f"https://{SITE}{PAGE}")
    confirm(server, at + 0.3, "subscriber99@partner1.example", "greylisted", honest="robots")
    server.expect("robots", "form", system_user="gazette", domain=SITE,
                  script="/home/gazette/public_html/newsletter/subscribe.php", block=ROBOTS,
                  spare_origins=["192.0.2.120"])
    return server

"""nginx in front of an Apache without mod_remoteip: Apache's log has 127.0.0.1 for each request that nginx's log has with
the visitor's address. Two people sign up honestly among robots: their letters stay."""
from server import Server
from services import ROBOT

ROBOTS = ["203.0.113.61", "203.0.113.62"]
SITE, PAGE = "birdclub.example", "/phpbb/ucp.php?mode=register"
SUBJECT = 'Welcome to "Coast Bird Club"'


def both(server, address, at, *rest, **more):
    server.request(SITE, address, at, *rest, **more)
    log = server.log_file(server.layout.access_log("birdclub", SITE))
    line = log.lines[-1][2]
    server.log_file(f"/var/log/nginx/domains/{SITE}.log").add(at + 0.02, line)
    moment, number, _ = log.lines[-1]
    log.lines[-1] = (moment, number, line.replace(address + " ", "127.0.0.1 ", 1).replace("HTTP/1.1", "HTTP/1.0"))


def visit(server, address, when, pages):
    at = server.moment(when)
    for page in pages:
        both(server, address, at, page)
        at += 9
    return at


def welcome(server, at, to, outcome, **fields):
    server.php_mail(SITE, PAGE, at, [to], SUBJECT, outcome, line=77, **fields)


def build(root):
    server = Server(root, layout="directadmin", exim="4.98", log="cpanel")
    server.account("birdclub", SITE, ["info"])
    server.php_file(SITE, PAGE)
    server.history({"info@birdclub.example": "192.0.2.21"}, days=8)
    for ago in range(9, 0, -1):
        at = visit(server, f"192.0.2.{100 + ago}", (ago, "19:00:00"), ("/", "/phpbb/", PAGE))
        both(server, f"192.0.2.{100 + ago}", at, PAGE, "POST")
        welcome(server, at + 0.4, f"member{ago}@partner1.example", "delivered")
    for number, at in enumerate(server.spread("13:00:00", "15:30:00", 126)):
        both(server, ROBOTS[number % 2], at, PAGE, "POST", agent=ROBOT)
        welcome(server, at + 0.3, server.strangers(1)[0],
                ("greylisted", "greylisted", "unknown", "delivered", "greylisted"), flood="robots")
    for number, at in enumerate(["13:40:00", "14:55:00"]):
        address = f"192.0.2.{131 + number}"
        done = visit(server, address, at, ("/", "/phpbb/", "/style.css", PAGE))
        both(server, address, done, PAGE, "POST")
        welcome(server, done + 0.4, f"newbie{number}@partner2.example", "greylisted", honest="robots")
    server.expect("robots", "form", system_user="birdclub", domain=SITE, block=ROBOTS,
                  spare_origins=["192.0.2.131", "192.0.2.132", "127.0.0.1"])
    return server

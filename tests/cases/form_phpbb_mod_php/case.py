"""Runbook case 1: robots sign up on a forum under mod_php; every letter is from www-data. Two people
really sign up, others only read."""
from server import Server
from services import ROBOT

ROBOTS = ["203.0.113.61", "203.0.113.62", "2001:db8:bad::9"]
PAGE = "/phpbb/ucp.php?mode=register"
SUBJECT = 'Welcome to "Coast Bird Club"'


def welcome(server, at, to, outcome, **fields):
    server.php_mail("birdclub.example", PAGE, at, [to], SUBJECT, outcome, line=77, **fields)


def build(root):
    server = Server(root, layout="debian", exim="4.94", log="cpanel", mod_php=True)
    server.account("birdclub", "birdclub.example", ["info"])
    server.account("bakery", "bakery.example", ["shop"])
    server.php_file("birdclub.example", PAGE)
    server.history({"info@birdclub.example": "192.0.2.21", "shop@bakery.example": "192.0.2.22"}, days=8)
    for ago in range(9, 0, -1):
        at = server.visit("birdclub.example", f"192.0.2.{100 + ago}", (ago, "19:00:00"), ("/", "/phpbb/", PAGE))
        server.request("birdclub.example", f"192.0.2.{100 + ago}", at, PAGE, "POST")
        welcome(server, at + 0.4, f"member{ago}@partner1.example", "delivered")
    for number, at in enumerate(server.spread("13:00:00", "15:30:00", 126)):
        server.request("birdclub.example", ROBOTS[number % 3], at, PAGE, "POST", agent=ROBOT)
        welcome(server, at + 0.3, server.strangers(1)[0],
                ("greylisted", "greylisted", "unknown", "delivered", "greylisted"), flood="robots")
    for number, at in enumerate(["13:40:00", "14:55:00"]):
        address = f"192.0.2.{131 + number}"
        done = server.visit("birdclub.example", address, at, ("/", "/phpbb/", "/style.css", PAGE))
        server.request("birdclub.example", address, done, PAGE, "POST", referer=f"https://birdclub.example{PAGE}")
        welcome(server, done + 0.4, f"newbie{number}@partner2.example", "greylisted", honest="robots")
    for number in range(12):
        server.visit("birdclub.example", f"192.0.2.{140 + number}", f"1{number % 6}:{10 + number}:00",
                     ("/", "/phpbb/", PAGE))
    server.expect("robots", "form", system_user="www-data", domain="birdclub.example",
                  script="/var/www/birdclub.example/phpbb/ucp.php", block=ROBOTS,
                  spare_origins=["192.0.2.131", "192.0.2.132"])
    server.never_named("bakery", "bakery.example", "shop@bakery.example")
    return server

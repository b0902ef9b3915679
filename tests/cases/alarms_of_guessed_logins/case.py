"""Robots guess passwords at a site's login page; a plugin tells the site's three administrators elsewhere of each address that it locks out, a hundred
and fifty times today. Members have the same page remind them of their passwords, each at an address of his own. On a second site robots fill in a
contact form that tells the department one chooses: jobs, which no visitor chose. Clean: neither page writes to whom robots want."""
from server import Server
from services import ROBOT

LOGIN, CONTACT = "/wp-login.php", "/contact.php"
ROBOTS = [f"203.0.113.{20 + number * 31}" for number in range(6)]


def member(server, site, page, visitor, at, to, text):
    at = server.visit(site, visitor, at, ("/", "/style.css", page))
    server.request(site, visitor, at, page, "POST")
    server.php_mail(site, page, at + 0.3, [to], text, php_log=False)


def robots(server, site, page, whom, text):
    for number, at in enumerate(server.spread("12:00:00", "14:00:00", 150)):
        server.request(site, ROBOTS[number % 6], at, page, "POST", agent=ROBOT)
        server.php_mail(site, page, at + 0.3, [whom(number)], text, php_log=False)


def build(root):
    server = Server(root)
    server.account("sailors", "sailors.example", ["admin"])
    server.account("school", "school.example", ["info"])
    server.php_file("sailors.example", LOGIN, days_old=500)
    server.php_file("school.example", CONTACT, days_old=500)
    server.history({"admin@sailors.example": "192.0.2.21", "info@school.example": "192.0.2.22"}, days=10)
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 4)):
            visitor = f"198.51.100.{60 + ago * 5 + number}"
            member(server, "sailors.example", LOGIN, visitor, at, f"guest{ago}x{number}@spot{number}.example", "[Sailors] Password Reset")
            member(server, "school.example", CONTACT, visitor, at + 60, f"{('office', 'teachers')[number % 2]}@school.bigmail.example", "A visitor asks")
    robots(server, "sailors.example", LOGIN, lambda number: f"admin{number % 3}@mail{number % 3}.example", "[Sailors] Too many failed logins")
    robots(server, "school.example", CONTACT, lambda number: "jobs@school.bigmail.example", "A visitor asks")
    server.never_named("sailors", "school", "sailors.example", "school.example")
    return server

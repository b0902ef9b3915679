"""A content network keeps a theatre's pages from all but those who have a cookie, and people have written by its form for days, unseen or
not. On the day of a premiere forty are seen to look and seventy are not; some click twice. Clean. By a cinema's form of that kind a
botnet writes to a bought list, once from each address: all are blocked. So few clicked twice at a museum, whose visitors are all seen
but these (they looked by another line), that nobody asks about it."""
from server import Server

PAGE = "/contact.php"


def register(server, name, address, at, clicks=1, looks=False, outcome="delivered", **fields):
    site, to = f"{name}.example", server.strangers(1)[0]
    if looks:
        server.visit(site, address, at - 90, ("/", PAGE))
    for click in range(clicks):
        moment = at + 5 * click
        server.request(site, address, moment, PAGE, "POST")
        for wait, recipient, subject, fate in ((0.3, to, "Your registration", outcome), (0.6, f"info@{site}", "Registration", "delivered")):
            server.php_mail(site, PAGE, moment + wait, [recipient], subject, fate, php_log=False, sender=f"info@{site}", **fields)


def ordinary_days(server, number, name):
    server.account(name, f"{name}.example", ["info"])
    server.php_file(f"{name}.example", PAGE)
    server.history({f"info@{name}.example": f"192.0.2.3{number}"})
    for ago in range(10, 0, -1):
        for visitor, at in enumerate(server.spread((ago, "08:00:00"), (ago, "20:00:00"), 3)):
            register(server, name, f"84.{20 + number}.{ago * 9 + visitor}.7", at, looks=visitor == 1)


def readers_of_today(server, number, name, many):
    people = [f"81.{number}.{visitor}.5" for visitor in range(many)]
    for address, at in zip(people, server.spread("09:00:00", "14:30:00", many)):
        register(server, name, address, at, looks=True)
    return people


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    honest = []
    for number, (name, many) in enumerate({"theatre": 40, "cinema": 40, "museum": 30}.items()):
        ordinary_days(server, number, name)
        honest += readers_of_today(server, number, name, many)
    for visitor, at in enumerate(server.spread("10:02:00", "15:00:00", 70)):
        honest.append(f"93.{visitor * 2}.{visitor}.9")
        register(server, "theatre", honest[-1], at, clicks=2 if visitor % 8 == 3 else 1)
    robots = [f"203.0.113.{robot + 20}" for robot in range(70)]
    for robot, at in enumerate(server.spread("10:02:00", "12:00:00", 70)):
        register(server, "cinema", robots[robot], at, outcome=("delivered", "unknown", "delivered", "greylisted", "delivered")[robot % 5],
                 flood="robots")
    for visitor, at in enumerate(server.spread("09:02:00", "12:03:00", 12)):
        honest.append(f"95.{visitor}.3.8")
        register(server, "museum", honest[-1], at, clicks=2 + visitor % 2)
    server.expect("robots", "form", system_user="cinema", domain="cinema.example", script=f"/home/cinema/public_html{PAGE}",
                  block=robots, counts=False)
    server.never_named("theatre", "theatre.example", "museum", "museum.example", *honest)
    return server

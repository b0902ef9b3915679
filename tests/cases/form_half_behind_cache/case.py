"""A content network keeps a theatre's pages from all but those who have a cookie, and people have written by its form for days, unseen or
not. On the day of a premiere forty are seen to look and seventy are not; some click twice. Clean. By a cinema's form of that kind a
botnet writes to a bought list, once from each address: all are blocked. So few clicked twice at a museum, whose visitors are all seen
but these (they looked by another line), that nobody asks about it."""
from registrations import PAGE, ordinary_days, register
from server import Server


def readers_of_today(server, number, name, many):
    people = [f"81.{number}.{visitor}.5" for visitor in range(many)]
    for address, at in zip(people, server.spread("09:00:00", "14:30:00", many)):
        register(server, name, address, at, looks=True)
    return people


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    honest = []
    for number, (name, many) in enumerate({"theatre": 40, "cinema": 40, "museum": 30}.items()):
        ordinary_days(server, number, name, 3, lambda visitor: visitor == 1)
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

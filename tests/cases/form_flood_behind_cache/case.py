"""A content network keeps a club's pages and the server restores its visitors' addresses: of most who write by the form only that is
seen. Two robots have it write a hundred times; who registers before, meanwhile or hours later, with a second click or in the same second
as another, is no robot. By a choir's form of that kind fourteen addresses write once each in the hours in which eight write again and
again: all are blocked. At a chess club, whose visitors are seen, three people click twice hours before a flood. They looked at it
by another line."""
from registrations import PAGE, ordinary_days, register, send
from server import Server

LOUD = {"club": 2, "choir": 8, "chess": 2}  # robots that write again and again


def robots(number, name, quiet=0):
    return [f"203.0.113.{50 + 20 * number + robot}" for robot in range(LOUD[name])] + [f"198.51.100.{80 + robot}" for robot in range(quiet)]


def write_again_and_again(server, number, name, letters):
    loud, fates = robots(number, name), ("delivered", "unknown", "delivered", "delivered", "greylisted")
    for letter, at in enumerate(server.spread("10:00:00", "11:30:00", letters)):
        send(server, name, loud[letter % len(loud)], at, server.strangers(1)[0], fates[letter % 5], flood=name)


def registrations_at_club(server):
    for number, at in enumerate(server.spread("08:00:00", "14:30:00", 60)):
        waits = {"outcome": "greylisted", "honest": "club"} if number % 10 == 1 else {}
        register(server, "club", f"93.{number * 2}.{number}.9", at, clicks=2 if number % 8 == 3 else 1, **waits)
        if number % 9 == 4:
            register(server, "club", f"94.{number}.3.8", at + 0.2)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    for number, name in enumerate(LOUD):
        ordinary_days(server, number, name, 2, lambda visitor: name == "chess")
        for visitor, at in enumerate(server.spread("07:30:00", "13:30:00", 4)):
            register(server, name, f"81.{number}.{visitor}.5", at, looks=True)
        write_again_and_again(server, number, name, 100)
    for number, at in enumerate(server.spread("10:02:00", "11:28:00", 14)):
        send(server, "choir", robots(1, "choir", 14)[8 + number], at, server.strangers(1)[0], flood="choir")
    registrations_at_club(server)
    for number, at in enumerate(server.spread("07:05:00", "08:35:00", 3)):
        register(server, "chess", f"95.{number}.3.8", at, clicks=2)
    for number, name in enumerate(LOUD):
        server.expect(name, "form", system_user=name, domain=f"{name}.example", script=f"/home/{name}/public_html{PAGE}",
                      block=robots(number, name, 14 if name == "choir" else 0), counts=False)
    return server

"""Robots press the sign-ups of thirty sites with the address of one stranger: no form mails more than a good day brings, and
together they bury him. A note tells of it."""
from sign_ups import press, robot, sites_with_readers


def build(root):
    server, sites = sites_with_readers(root, 30, layout="cpanel", through="amavis")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 300)):
        press(server, sites[number % 30], robot(number), at, "victim@target.example", ("delivered", "delivered", "greylisted"))
    server.expect_note("one address at target.example was sent 300 messages")
    server.never_named(*[f"club{number:02d}" for number in range(30)])
    return server

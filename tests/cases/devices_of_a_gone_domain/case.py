"""A domain moved away weeks ago; four devices of an office ask for its four mailboxes every ten minutes, day and night, as
on every day of the logs. A nuisance, no guesser. Another address tries four such names since this morning, and a third
four mailboxes that are here, for days: these two are blocked."""
from server import Server

OFFICE, NEW, STEADY = "192.0.2.99", "203.0.113.81", "203.0.113.82"


def every(server, ago, seconds, first="00:01:00"):
    at, end = server.moment((ago, first)), server.moment((ago, "23:50:00")) if ago else server.now - 60
    while at < end:
        yield at
        at += seconds


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    names = ["info", "sales", "jobs", "desk"]
    server.account("harbor", "harbor.example", names)
    server.history({f"{name}@harbor.example": f"192.0.2.{21 + n}" for n, name in enumerate(names)}, days=12)
    for ago in range(12, -1, -1):
        for at in every(server, ago, 600):
            for number, name in enumerate(("chef", "office", "anna", "post")):
                server.failed_login(f"{name}@gone.example", OFFICE, at + number * 17, known=False)
        for at in every(server, ago, 1200):
            for number, name in enumerate(names):
                server.failed_login(f"{name}@harbor.example", STEADY, at + number * 23)
    for at in every(server, 0, 600, "08:00:00"):
        for number, name in enumerate(("chef", "office", "anna", "post")):
            server.failed_login(f"{name}@gone.example", NEW, at + number * 19, known=False)
    server.expect("guess", "inbound", block=[NEW, STEADY], spare_origins=[OFFICE], counts=False)
    server.never_named(OFFICE)
    return server

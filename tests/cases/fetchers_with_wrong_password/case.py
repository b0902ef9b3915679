"""A great mail service fetches one customer's mailbox every day, from another address each time; another customer typed
his password wrong there, and it asks in vain from 25 addresses. They stay open. A robot in the same network tries six
mailboxes, and thirty hosts elsewhere the mailbox that the service asks for: all of these are blocked, also those that are in the network of a
carrier by which a customer is at his webmail every day, each time from another address."""
from server import Server

ROBOT, BOTNET = "209.85.200.201", [f"203.0.113.{40 + n}" for n in range(25)] + [f"41.3.{n * 9}.7" for n in range(5)]
FETCHERS = [f"209.85.{128 + n * 5}.{40 + n}" for n in range(25)]
BOX = "shop@bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales", "jobs", "desk", "chef"])
    server.account("bakery", "bakery.example", ["shop"])
    server.history({"info@harbor.example": "192.0.2.21", BOX: "192.0.2.31"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:10:00"), (ago, "15:50:00"), 30)):
            server.login("info@harbor.example", FETCHERS[(number * 3 + ago) % 15], at, "pop3", 2)
        for number, at in enumerate(server.spread((ago, "08:10:00"), (ago, "15:50:00"), 6)):
            server.roundcube_login("sales@harbor.example", f"41.3.{100 + number * 20 + ago}.9", at)
    for number, at in enumerate(server.spread("00:10:00", "15:50:00", 150)):
        server.failed_login(BOX, FETCHERS[number % 25], at, "pop3")
    for number, at in enumerate(server.spread("03:00:00", "15:00:00", 60)):
        server.failed_login(f"{('info', 'sales', 'jobs', 'desk', 'chef', 'root')[number % 6]}@harbor.example", ROBOT, at, "pop3")
    for number, at in enumerate(server.spread("02:00:00", "15:00:00", 120)):
        server.failed_login(BOX, BOTNET[number % 30], at, "pop3")
    server.expect("guess", "inbound", block=[ROBOT, *BOTNET], spare_origins=FETCHERS, counts=False)
    server.never_named(*FETCHERS, BOX)
    return server

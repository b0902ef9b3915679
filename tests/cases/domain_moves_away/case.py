"""A domain moved away this morning. Its office, whose line has another address every day, asks for its twelve mailboxes all
day as ever. Clean. A bot in the same provider's network asks for them and for three of other customers: blocked."""
from server import Server

OFFICE, BOT = "91.10.77.7", "91.10.140.9"
GONE = [f"clerk{number}@gone.example" for number in range(12)]
OTHERS = ["info@harbor.example", "desk@lakeside.example", "shop@bakery.example"]


def build(root):
    server = Server(root)
    for box in OTHERS:
        name, _, domain = box.partition("@")
        server.account(domain.partition(".")[0], domain, [name])
    server.history({box: f"192.0.2.{21 + number}" for number, box in enumerate(OTHERS)}, days=9)
    for ago in range(9, 0, -1):
        for box in GONE:
            server.login(box, f"91.10.{ago}.7", (ago, "09:00:00"))
    for number, at in enumerate(server.spread("08:00:00", "15:30:00", 600)):
        server.failed_login(GONE[number % 12], OFFICE, at, known=False)
    for number, at in enumerate(server.spread("10:00:00", "15:30:00", 150)):
        box = (GONE + OTHERS)[number % 15]
        server.failed_login(box, BOT, at, known=box in OTHERS)
    server.expect("guessing", "inbound", block=[BOT])
    server.never_named(OFFICE)
    return server


def check(document):
    shown = [row["address"] for incident in document["incidents"] for row in incident["origins"]]
    return ["the office is shown as a guesser"] if OFFICE in shown else []

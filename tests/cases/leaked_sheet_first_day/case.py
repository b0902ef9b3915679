"""The logs begin today, without titles. The passwords of a firm's ten people leaked: five hosts of the world send twenty letters by each of them, no two
alike, to a list of which a tenth is dead, and some call it spam; all but two of them read at home. An agency's ten people write as much by a service
of two providers, and those of a trader by hired exits, where they read as well: nobody's business."""
import random

from few_days import read
from server import Server

HOSTS = [f"{31 + 37 * number}.{60 + number}.9.{10 + number}" for number in range(5)]
SERVICE = ["198.51.100.9", "198.51.100.29", "18.184.3.4"]
EXITS = ["203.0.113.40", "85.17.40.9", "146.70.8.20", "185.9.17.4", "37.120.4.9"]


def write_all_day(server, domain, hosts, seed, each=20, **fields):
    chance = random.Random(seed)
    for number, at in enumerate(server.spread("03:00:00", "15:50:00", each * 10)):
        box = f"p{number % 10}@{domain}"
        outcome = "unknown" if number % 10 == number // 10 % 10 else "greylisted" if number % 23 == 4 else "spam" if fields and number % 15 == 6 else "delivered"
        server.smtp_auth_message(box, hosts[number // 10 % len(hosts)], at, server.strangers(1, domains=60), f"{chance.getrandbits(40):x} {chance.getrandbits(40):x}", outcome,
                                 helo="WIN-7QK2", mailer="plain", flood=box if fields.get("flood") else None)


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="debian")
    for name in ("firm", "agency", "trader"):
        server.account(name, f"{name}.example", [f"p{number}" for number in range(10)])
    for number in range(10):
        for k, name in enumerate(("firm", "agency", "trader")):
            if name != "firm" or number < 8:
                read(server, f"p{number}@{name}.example", f"84.{17 + k}.{number}.9", 0)
        for place in EXITS:
            read(server, f"p{number}@trader.example", place, 0, "07:50:00", "15:30:00", 5)
    write_all_day(server, "firm.example", HOSTS, 3, flood=True)
    write_all_day(server, "agency.example", SERVICE, 4)
    write_all_day(server, "trader.example", EXITS, 5)
    for number in range(10):
        server.expect(f"p{number}@firm.example", "mailbox", account=f"p{number}@firm.example", block=HOSTS)
    server.never_named("agency", "trader", *SERVICE, *EXITS)
    return server

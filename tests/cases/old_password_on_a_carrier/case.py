"""The logs are a day old. A telephone keeps the password of before and asks for its mail a dozen times an hour, each hour by another address of
its carrier: fourteen addresses of one network, one after the other. Clean. At a brewery's mailbox as many of a hired network take turns with
each try, and are blocked."""
from server import Server

BOX, OFFICE, BREWERY = "anna@kite.example", "84.61.9.12", "info@brewery.example"
CARRIER = [f"80.187.40.{20 + number * 7}" for number in range(14)]
HIRED = [f"45.137.20.{20 + number * 7}" for number in range(14)]


def build(root):
    server = Server(root, layout="directadmin", exim="4.98", log="cpanel", now="2026-11-26 22:30:00")
    server.logs_begin = server.moment("00:00:05")
    server.account("kite", "kite.example", ["anna"])
    server.account("brewery", "brewery.example", ["info"])
    server.ordinary_day(BOX, OFFICE)
    server.ordinary_day(BREWERY, "84.61.9.99")
    for number, address in enumerate(CARRIER):
        for at in server.spread(f"{8 + number:02d}:00:00", f"{8 + number:02d}:55:00", 11):
            server.failed_login(BOX, address, at)
    for number, at in enumerate(server.spread("08:00:00", "21:50:00", 154)):
        server.failed_login(BREWERY, HIRED[number % 14], at)
    server.expect("guessers", "inbound", block=HIRED, counts=False)
    server.never_named(BOX, OFFICE, *CARRIER)
    return server

"""The logs are two days old, and this morning a customer moved house: he reads and writes from there since, and tells seventy of his people
in one letter. Clean. A thief who reads another mailbox as often sends four such letters to a worse list, and is named."""
from server import Server

BOX, OLD, NEW = "info@tower.example", "84.61.9.12", "87.153.16.240"
STOLEN, OWNER, THIEF = "info@mill.example", "84.61.9.99", "203.0.113.91"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.logs_begin = server.now - 2 * 86400
    for name in ("tower", "mill"):
        server.account(name, f"{name}.example", ["info"])
    for box, home in ((BOX, OLD), (STOLEN, OWNER)):
        for ago in (2, 1):
            server.ordinary_day(box, home, ago, 4)
    server.ordinary_day(STOLEN, OWNER)
    for box, place in ((BOX, NEW), (STOLEN, THIEF)):
        for at in ("09:10:00", "09:25:00", "09:40:00"):
            server.login(box, place, at)
    for number, at in enumerate(("09:20:00", "09:30:00", "09:45:00")):
        server.smtp_auth_message(BOX, NEW, at, [f"friend{number}@partner{number}.example"], f"Offer {200 + number}")
    server.smtp_auth_message(BOX, NEW, "09:50:00", server.strangers(70, domains=60, name="client"), "We have moved",
                             ("delivered",) * 15 + ("unknown",))
    for number in range(4):
        server.smtp_auth_message(STOLEN, THIEF, f"09:5{number * 2}:00", server.strangers(70, domains=60), "We have moved",
                                 ("delivered",) * 6 + ("unknown",), flood="stolen")
    server.expect("stolen", "mailbox", account=STOLEN, block=[THIEF], spare_origins=[OWNER])
    server.never_named(BOX, OLD, NEW)
    return server

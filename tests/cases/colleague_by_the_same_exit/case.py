"""By a carrier's exit a thief abuses one mailbox of a customer beyond doubt. A colleague, who is on the road, sends seven letters of his by
the same exit, and reads them with nothing that the log tells of: of one customer that is a chance, and he is not named."""
from server import Server

OFFICE, SITE, EXIT = "192.0.2.21", "vineyard.example", "101.8.7.9"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("vineyard", SITE, ["desk", "sales"])
    server.history({f"{box}@{SITE}": OFFICE for box in ("desk", "sales")}, days=14)
    server.ordinary_day(f"desk@{SITE}", OFFICE)
    for at in server.spread("14:00:00", "15:45:00", 160):
        server.smtp_auth_message(f"desk@{SITE}", EXIT, at, server.strangers(1), "Your parcel is held", ("delivered", "unknown", "greylisted"),
                                 flood="desk")
    for number, at in enumerate(server.spread("09:00:00", "13:00:00", 7)):
        server.smtp_auth_message(f"sales@{SITE}", EXIT, at, server.strangers(1, name="grower"), f"About barrel {number * 37 % 91}")
    server.expect("desk", "mailbox", account=f"desk@{SITE}", block=[EXIT], spare_origins=[OFFICE])
    server.never_named(f"sales@{SITE}", OFFICE)
    return server

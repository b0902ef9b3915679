"""A thief of two mailboxes of a company plays the office that moved: he reads both of them all day from one new line
and sends 120 invoices of his own. But at the old line their owners and colleagues go on reading."""
from server import Server

OLD, THIEF = "192.0.2.21", "203.0.113.99"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = [f"{name}@plumber.example" for name in ("office", "anna", "bob")]
    server.account("plumber", "plumber.example", [box.partition("@")[0] for box in boxes])
    server.history({box: OLD for box in boxes}, days=14)
    for box in boxes:
        server.ordinary_day(box, OLD)
    for box in boxes[:2]:
        for at in server.spread("07:00:00", "15:50:00", 30):
            server.login(box, THIEF, at)
    for number, at in enumerate(server.spread("13:00:00", "13:40:00", 120)):
        server.smtp_auth_message(boxes[0], THIEF, at, [f"customer{number}@town{number % 35}.example"],
                                 f"Invoice 2026-{101 + number}", "unknown" if number % 25 == 7 else
                                 "greylisted" if number % 12 == 0 else "delivered", helo="[192.168.178.20]",
                                 flood="stolen")
    server.expect("stolen", "mailbox", account=boxes[0], block=[THIEF], spare_origins=[OLD])
    return server

"""A company moved over the weekend: since this morning its six mailboxes read and send from the new line, and nothing
comes from the old one, but for a telephone on its way. One of them, whose owner mistypes his password at noon, sends 120 monthly invoices, the last of which lie
before the logs; some addresses are dead. Clean."""
from server import Server

OLD, NEW, PHONE = "192.0.2.21", "203.0.113.99", "100.24.7.9"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = [f"{name}@plumber.example" for name in ("office", "anna", "bob", "carl", "dora", "emil")]
    server.account("plumber", "plumber.example", [box.partition("@")[0] for box in boxes])
    server.history({box: OLD for box in boxes}, days=14)
    for ago in range(14, -1, -1):
        server.login("anna@plumber.example", PHONE, (ago, "07:30:00"))
    for box in boxes:
        server.ordinary_day(box, NEW)
        for at in server.spread("07:00:00", "15:50:00", 30):
            server.login(box, NEW, at)
    for number, at in enumerate(server.spread("13:00:00", "13:40:00", 120)):
        server.smtp_auth_message(boxes[0], NEW, at, [f"customer{number}@town{number % 35}.example"],
                                 f"Invoice 2026-{101 + number}", "unknown" if number % 25 == 7 else
                                 "greylisted" if number % 12 == 0 else "delivered", helo="[192.168.178.20]")
    server.failed_login(boxes[0], NEW, "12:10:00")
    server.never_named(*boxes, "plumber", "plumber.example", NEW)
    return server

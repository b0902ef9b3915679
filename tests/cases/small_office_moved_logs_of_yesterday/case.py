"""The three mailboxes of a small office have come from a new line since this morning, in logs that know the old one of yesterday alone:
its day was not a day old when the window began. One of them sends the month's invoices. Clean; that the old line fell silent counts."""
from server import Server

OLD, NEW = "192.0.2.21", "203.0.113.99"


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    boxes = [f"{name}@dentist.example" for name in ("info", "anna", "bob")]
    server.account("dentist", "dentist.example", [box.partition("@")[0] for box in boxes])
    server.logs_begin = server.moment((2, "19:00:00"))
    server.history({box: OLD for box in boxes}, days=1)
    for box in boxes:
        server.ordinary_day(box, NEW)
        for at in server.spread("07:00:00", "15:50:00", 20):
            server.login(box, NEW, at)
    for number, at in enumerate(server.spread("10:00:00", "11:00:00", 80)):
        server.smtp_auth_message(boxes[1], NEW, at, [f"client{number}@firm{number % 30}.example"], f"Invoice {2026000 + number}",
                                 "greylisted" if number % 12 == 3 else "unknown" if number % 30 == 7 else "delivered")
    server.never_named(*boxes, "dentist", "dentist.example", NEW)
    return server

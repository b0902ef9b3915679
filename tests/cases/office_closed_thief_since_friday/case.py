"""An office of three goes home on Friday. A thief of its passwords comes an hour later, reads all three mailboxes from one line, as the office
would had it moved, and until Saturday evening sends two hundred letters, of which every sixth goes to nobody and every sixth is called spam. The logs begin on Thursday."""
from server import Server

OLD, THIEF = "192.0.2.21", "203.0.113.99"


def build(root):
    server = Server(root, layout="hestia", exim="4.96", now="2026-11-28 18:00:00")
    boxes = [f"{name}@dentist.example" for name in ("info", "anna", "bob")]
    server.account("dentist", "dentist.example", [box.partition("@")[0] for box in boxes])
    server.logs_begin = server.moment((2, "12:00:00"))
    for ago in (12, 11, 10, 9, 8, 5, 4, 3, 2, 1):
        for box in boxes:
            server.ordinary_day(box, OLD, ago, until="17:00:00")
    for box in boxes:
        for at in server.spread((1, "19:00:00"), "17:50:00", 12):
            server.login(box, THIEF, at)
    for number, at in enumerate(server.spread((1, "19:10:00"), "17:50:00", 200)):
        server.smtp_auth_message(boxes[1], THIEF, at, server.strangers(1, domains=60), "Your parcel is held",
                                 ("delivered", "delivered", "unknown", "greylisted", "spam", "delivered")[number % 6], flood="stolen")
    server.expect("stolen", "mailbox", account=boxes[1], block=[THIEF], spare_origins=[OLD])
    return server

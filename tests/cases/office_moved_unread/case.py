"""No log tells who reads. A company moved over the weekend: its three mailboxes write from the new line, two of them as much as ever,
one also 60 monthly invoices. The office of another is closed since Friday, and a thief of its three passwords writes with all
of them, forty letters each, having tried each of them in the morning."""
from server import Server

OLD, NEW, CLOSED, THIEF = "192.0.2.21", "203.0.113.99", "192.0.2.87", "198.51.100.44"


def office_moves(server):
    boxes = [f"{name}@plumber.example" for name in ("office", "anna", "bob")]
    server.account("plumber", "plumber.example", [box.partition("@")[0] for box in boxes])
    for box in boxes:
        for ago in range(14, 2, -1):
            server.ordinary_day(box, OLD, ago, 3)
        server.ordinary_day(box, NEW, 0, 3)
    for number, at in enumerate(server.spread("13:00:00", "13:40:00", 60)):
        server.smtp_auth_message(boxes[0], NEW, at, [f"customer{number}@town{number % 35}.example"], f"Invoice 2026-{101 + number}",
                                 "greylisted" if number % 12 == 0 else "delivered", helo="[192.168.178.20]")
    server.never_named(*boxes, "plumber", "plumber.example", NEW, OLD)


def closed_office_is_robbed(server):
    boxes = [f"{name}@tailor.example" for name in ("info", "carl", "dora")]
    server.account("tailor", "tailor.example", [box.partition("@")[0] for box in boxes])
    for turn, box in enumerate(boxes):
        for ago in range(14, 2, -1):
            server.ordinary_day(box, CLOSED, ago, 3)
        for at in ("07:10:00", "09:40:00"):
            server.smtp_auth_message(box, THIEF, at, [f"trial{turn}@inbox.example"], "Hello", helo="[192.168.1.20]", flood=f"stolen{turn}")
        for number, at in enumerate(server.spread("12:00:00", "15:00:00", 40)):
            server.smtp_auth_message(box, THIEF, at, server.strangers(1), "Your parcel could not be delivered",
                                     "greylisted" if number % 6 == 0 else "delivered", helo="[192.168.1.20]", flood=f"stolen{turn}")
        server.expect(f"stolen{turn}", "mailbox", account=box, block=[THIEF], spare_origins=[CLOSED])


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    office_moves(server)
    closed_office_is_robbed(server)
    server.forget_logs("mail.log*")
    return server

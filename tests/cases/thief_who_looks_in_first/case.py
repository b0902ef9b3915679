"""A thief with the passwords of eight customers logs in by IMAP before each of four letters, as a telephone does that keeps what it sent;
his address is new to all, his text one. Each mailbox is found, its owner spared (telephones_at_one_new_address is the honest story)."""
from server import Server

THIEF = "203.0.113.5"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    boxes = [f"info@customer{number}.example" for number in range(8)]
    for number in range(8):
        server.account(f"customer{number}", f"customer{number}.example", ["info"])
    server.history({box: f"192.0.{2 + number}.10" for number, box in enumerate(boxes)}, days=7, messages=4)
    for number, box in enumerate(boxes):
        server.ordinary_day(box, f"192.0.{2 + number}.10", messages=2)
        for turn in range(4):
            at = server.moment(f"1{turn}:{number:02d}:30")
            server.login(box, THIEF, at - 8)
            server.smtp_auth_message(box, THIEF, at, server.strangers(1), "Your parcel waits", ("delivered", "greylisted"), flood=box)
        server.expect(box, "mailbox", account=box, block=[THIEF], spare_origins=[f"192.0.{2 + number}.10"])
    return server

"""A thief with the passwords of eight customers logs in by IMAP before each of four letters, as a telephone does that keeps what it sent;
his address is new to all, his text one. Each mailbox is found, its owner spared (telephones_at_one_new_address is the honest story)."""
from one_mailbox_each import customers, desk

THIEF = "203.0.113.5"


def build(root):
    server, boxes = customers(root, 8, layout="debian")
    for number, box in enumerate(boxes):
        for turn in range(4):
            at = server.moment(f"1{turn}:{number:02d}:30")
            server.login(box, THIEF, at - 8)
            server.smtp_auth_message(box, THIEF, at, server.strangers(1), "Your parcel waits", ("delivered", "greylisted"), flood=box)
        server.expect(box, "mailbox", account=box, block=[THIEF], spare_origins=[desk(number)])
    return server

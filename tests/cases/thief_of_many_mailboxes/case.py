"""A thief with the passwords of eight customers sends four letters with each, from three addresses of one network where
nobody here ever was. No subject is logged, no mailbox sends more than on other days. Each is found, its owner spared."""
from one_mailbox_each import customers, desk

THIEVES = ["203.0.113.5", "203.0.113.6", "203.0.113.7"]


def build(root):
    server, boxes = customers(root, 8, layout="debian")
    for number, box in enumerate(boxes):
        for turn in range(4):
            server.smtp_auth_message(box, THIEVES[(number + turn) % 3], f"1{turn}:{number:02d}:30", server.strangers(1),
                                     "Your parcel waits", ("delivered", "greylisted"), flood=box)
        server.expect(box, "mailbox", account=box, block=sorted(THIEVES), spare_origins=[desk(number)])
    return server

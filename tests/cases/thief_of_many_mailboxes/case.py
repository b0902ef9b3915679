"""A thief with the passwords of eight customers sends four letters with each, from three addresses of one network where
nobody here ever was. No subject is logged, no mailbox sends more than on other days. Each is found, its owner spared."""
from server import Server

THIEVES = ["203.0.113.5", "203.0.113.6", "203.0.113.7"]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    boxes = [f"info@customer{number}.example" for number in range(8)]
    for number in range(8):
        server.account(f"customer{number}", f"customer{number}.example", ["info"])
    server.history({box: f"192.0.{2 + number}.10" for number, box in enumerate(boxes)}, days=7, messages=4)
    for number, box in enumerate(boxes):
        server.ordinary_day(box, f"192.0.{2 + number}.10", messages=2)
        for turn in range(4):
            server.smtp_auth_message(box, THIEVES[(number + turn) % 3], f"1{turn}:{number:02d}:30", server.strangers(1),
                                     "Your parcel waits", ("delivered", "greylisted"), flood=box)
        server.expect(box, "mailbox", account=box, block=sorted(THIEVES), spare_origins=[f"192.0.{2 + number}.10"])
    return server

"""A town's paper goes to 400 mailboxes here, each week from another host of one mailing service, each letter with a
sender of its own. Today's host is new here and no flood. Two others are: one greets with a name of that service, which
DNS does not confirm, the other's sisters have flooded since yesterday only."""
from server import Server

PAPER, LIAR, SECOND = "203.0.113.140", "198.51.100.77", "198.51.100.91"
HOUSE = "mail.letters.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    for account in range(10):
        server.account(f"cust{account}", f"cust{account}.example", [f"box{box}" for box in range(40)])
    server.history({"box0@cust0.example": "192.0.2.21"}, days=15)
    boxes = [f"box{k % 40}@cust{k // 40}.example" for k in range(400)]
    for ago in (14, 7, 0):
        for k, box in enumerate(boxes):
            server.remote_message(f"203.0.113.{140 + ago}", server.moment((ago, "10:00:00")) + k * 6,
                                  f"bounce-{ago}x{k}-{box.replace('@', '=')}@{HOUSE}", box, f"Town paper {50 - ago // 7}",
                                  "full_here" if k % 43 == 7 and not ago else "delivered", name=f"o{140 + ago}.{HOUSE}")
    for k, box in enumerate(boxes):
        server.remote_message(LIAR, server.moment("12:00:00") + k * 6, f"bounce-{k}@{HOUSE}", box, "Cheap watches today only",
                              helo=f"o9.{HOUSE}", flood="flood")
    for host, ago in (("198.51.100.90", 1), (SECOND, 0)):
        for k, box in enumerate(boxes):
            server.remote_message(host, server.moment((ago, "14:00:00")) + k * 6, f"x{k}@bulk.example", box,
                                  f"Win a car, day {2 - ago}", name=f"mx{host[-1]}.bulk.example")
    server.expect("flood", "inbound", block=[LIAR, SECOND], spare_origins=[PAPER], counts=False)
    server.never_named(PAPER)
    return server

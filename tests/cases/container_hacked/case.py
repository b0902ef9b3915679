"""A bridge's own end is where all comes from that the container engine passes on: a thief looks as if he were inside. And
from one container the letters of two customers' mailboxes come: both are named."""
from honest_mailings import NEWS, PAPER, newsletter, readers, town
from server import Server

GATEWAY, INNER = "172.17.0.1", "172.17.0.4"


def build(root):
    server = town(Server(root, layout="directadmin", exim="4.96"), days=12, reads_news=True)
    newsletter(server, "09:00:00", GATEWAY, readers(400, "winner"), 10, subject="You have won", flood="by_bridge")
    for box, start in (("info@mill.example", "10:00:00"), (f"desk@{PAPER}", "11:00:00")):
        newsletter(server, start, INNER, readers(200, box[:4]), 10, box=box, subject="Your parcel waits", flood=box)
        server.expect(box, "mailbox", account=box, block=[], spare_origins=[INNER])
    server.expect("by_bridge", "mailbox", account=NEWS, block=[], spare_origins=[GATEWAY])
    return server

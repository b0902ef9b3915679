"""No subject is logged. The owner began today to write through a great provider's web page, which logs in for him from
any of its addresses; his three letters fall into the hours of a thief's flood: the provider is not blocked."""
from server import Server

BOX = "info@harbor.example"
THIEVES = ["203.0.113.1", "203.0.113.2", "203.0.113.3"]
PROVIDER = {"13:10:00": "198.18.85.41", "14:20:00": "198.18.85.52", "14:40:00": "198.18.128.44"}


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"})
    for number, (at, address) in enumerate(PROVIDER.items()):
        server.smtp_auth_message(BOX, address, at, [f"friend{number}@partner{number}.example"], f"Lunch {number}",
                                 helo="out.bigmail.example")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 240)):
        server.smtp_auth_message(BOX, THIEVES[number % 3], at, server.strangers(2), "Your parcel waits",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=THIEVES, spare_origins=list(PROVIDER.values()))
    return server

"""Three addresses of one network that nobody here ever used send letters of the harbor's mailbox, none like another, to five
people each: a third of them never existed. The owner is on a journey too, from a hotel; a colleague elsewhere writes twelve
different letters from a train, and all arrive."""
from all_different import outcomes, subject
from server import Server

BOX, HOTEL, TRAIN = "info@harbor.example", "84.17.3.9", "91.64.8.12"
THIEVES = ["203.0.113.11", "203.0.113.12", "203.0.113.200"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("mill", "mill.example", ["anna"])
    server.history({BOX: "192.0.2.21", "anna@mill.example": "192.0.2.31"}, days=9)
    for number, at in enumerate(server.spread("09:30:00", "15:10:00", 30)):
        to = server.strangers(5, domains=60)
        server.smtp_auth_message(BOX, THIEVES[number % 3], at, to, subject(server), outcomes(server, to, 3, number), helo="WIN-7QK2",
                                 flood="stolen")
    for number, at in enumerate(server.spread("10:00:00", "15:00:00", 4)):
        server.login(BOX, HOTEL, at)
        server.smtp_auth_message(BOX, HOTEL, at + 60, [f"friend{number}@partner{number}.example"], f"From the road, {number}", "greylisted",
                                 honest="stolen")
    for number, at in enumerate(server.spread("09:00:00", "15:00:00", 12)):
        server.smtp_auth_message("anna@mill.example", TRAIN, at, [f"buyer{number}@town{number}.example"], f"{subject(server)}?")
    server.expect("stolen", "mailbox", account=BOX, block=THIEVES, spare_origins=[HOTEL, "192.0.2.21"])
    server.never_named("anna@mill.example", "mill", TRAIN)
    return server

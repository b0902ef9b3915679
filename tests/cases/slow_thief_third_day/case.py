"""Since the evening of the day before yesterday a thief sends seven letters an hour, each of another text; hardly one is
refused. What he sent on the days before is no usual level of the owner's."""
from all_different import outcomes, subject
from server import Server

BOX, THIEF = "info@harbor.example", "203.0.113.14"


def build(root):
    server = Server(root, layout="hestia", log="cpanel", exim="4.94")
    server.account("harbor", "harbor.example", ["info"])
    server.account("mill", "mill.example", ["anna"])
    server.history({BOX: "192.0.2.21", "anna@mill.example": "192.0.2.31"}, days=6)
    server.ordinary_day(BOX, "192.0.2.21")
    for number, at in enumerate(server.spread((2, "06:00:00"), "15:40:00", 400)):
        to = server.strangers(1, domains=60)
        server.smtp_auth_message(BOX, THIEF, at, to, subject(server),
                                 outcomes(server, to, 12, number, 5 if at > server.now - 80000 else 1 << 30), flood="slow")
    server.reads_queue_every = 7200
    server.expect("slow", "mailbox", account=BOX, block=[THIEF], spare_origins=["192.0.2.21"], counts=False)
    server.never_named("anna@mill.example")
    return server


def check(document):
    sure = [incident["confidence"] for incident in document["incidents"]]
    return [] if sure and min(sure) >= 0.75 else [f"confidence is {sure}"]

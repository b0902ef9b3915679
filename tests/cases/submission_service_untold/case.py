"""Thief and owner both stay connected to Dovecot's submission service all day, and no line tells which letter came in whose session:
the mailbox is named, and nobody is blocked by a guess."""
from server import Server
from submission_service import Session, send

BOX, THIEF, OWNER, TELLS = "accounts@harbor.example", "203.0.113.41", "192.0.2.21", ("session",)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["accounts", "info"])
    for ago in range(10, -1, -1):
        for at in server.spread((ago, "07:30:00"), (ago, "15:00:00"), 4):
            server.login(BOX, OWNER, at)
        if ago:
            for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 4)):
                send(server, BOX, OWNER, at, [f"friend{number}@partner{ago % 5}.example"], f"Offer {ago}{number}", tells=TELLS)
    owner, thief = Session(server, BOX, OWNER, "10:30:00", TELLS), Session(server, BOX, THIEF, "10:40:00", TELLS)
    for at in server.spread("11:00:00", "15:30:00", 140):
        thief.letter(at, server.strangers(1), "Request quotation 88/A", ("greylisted", "delivered", "unknown"), flood="stolen")
    thief.end("15:31:00")
    owner.end("15:40:00")
    server.expect("stolen", "mailbox", account=BOX, block=[], spare_origins=["127.0.0.1"])
    server.never_named(OWNER)
    return server

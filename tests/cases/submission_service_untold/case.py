"""Thief and owner both stay connected to Dovecot's submission service all day, and no line tells which letter came in whose session:
the mailbox is named, and nobody is blocked by a guess."""
from submission_service import BOX, OWNER, THIEF, Session, owner_by_service

TELLS = ("session",)


def build(root):
    server = owner_by_service(root, TELLS, layout="cpanel", exim="4.96")
    owner, thief = Session(server, BOX, OWNER, "10:30:00", TELLS), Session(server, BOX, THIEF, "10:40:00", TELLS)
    for at in server.spread("11:00:00", "15:30:00", 140):
        thief.letter(at, server.strangers(1), "Request quotation 88/A", ("greylisted", "delivered", "unknown"), flood="stolen")
    thief.end("15:31:00")
    owner.end("15:40:00")
    server.expect("stolen", "mailbox", account=BOX, block=[], spare_origins=["127.0.0.1"])
    server.never_named(OWNER)
    return server

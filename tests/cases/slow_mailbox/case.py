"""Thirty letters an hour for three days from a mailbox that wrote two an hour: never a flood."""
from server import Server

BOX, THIEF = "info@harbor.example", "203.0.113.14"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"}, days=20, messages=16)
    server.ordinary_day(BOX, "192.0.2.21", messages=14)
    for ago in (3, 2, 1, 0):
        until = "15:40:00" if ago == 0 else "23:50:00"
        since = "16:00:00" if ago == 3 else "00:05:00"
        hours = {3: 8, 2: 24, 1: 24, 0: 15}[ago]
        for at in server.spread((ago, since), (ago, until), 30 * hours):
            outcome = ("greylisted", "delivered", "unknown", "delivered") if ago < 1 else ("delivered", "unknown")
            server.smtp_auth_message(BOX, THIEF, at, server.strangers(1, domains=60), "Loan approved", outcome,
                                     flood="slow")
    server.reads_queue_every = 7200
    server.expect("slow", "mailbox", account=BOX, block=[THIEF], spare_origins=["192.0.2.21"], counts=False)
    server.never_named("sales@harbor.example")
    return server

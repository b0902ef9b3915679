"""Exim begins a log each day by itself (%D in log_file_path). Shortly after midnight nearly all of a thief's mailing stands in
yesterday's file; and who mails as much every other day is known from the files before."""
from server import Server

STOLEN, OWNER, THIEVES = "sales@harbor.example", "192.0.2.22", ["203.0.113.1", "203.0.113.2", "203.0.113.3"]
CIRCULAR, DESK = "news@harbor.example", "192.0.2.21"


def build(root):
    server = Server(root, layout="debian_dated", now="2026-11-24 00:20:00")
    server.account("harbor", "harbor.example", ["news", "sales"])
    server.history({CIRCULAR: DESK, STOLEN: OWNER}, days=12)
    readers = server.strangers(60, name="subscriber")
    for ago in (10, 7, 4, 1):
        for number, at in enumerate(server.spread((ago, "20:00:00"), (ago, "20:20:00"), 60)):
            server.smtp_auth_message(CIRCULAR, DESK, at, [readers[number]], f"Tides and times, {10 - ago}")
    for number, at in enumerate(server.spread((1, "19:00:00"), (1, "23:50:00"), 90)):
        server.smtp_auth_message(STOLEN, THIEVES[number % 3], at, server.strangers(2), "Your parcel waits",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=STOLEN, block=THIEVES, spare_origins=[OWNER, DESK])
    server.never_named(CIRCULAR)
    return server

"""Somebody reads and writes a mailbox at a new place, a few people in a day, all of whom exist: a traveller does, too. But a part of the
letters is in a bank's name, while the owner writes in the office as ever."""
from server import Server

BOX, OFFICE, THIEF = "anna@harbor.example", "192.0.2.21", "84.62.64.33"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["anna"])
    server.history({BOX: OFFICE}, days=12)
    server.ordinary_day(BOX, OFFICE)
    for number, at in enumerate(server.spread("09:00:00", "15:40:00", 10)):
        server.login(BOX, THIEF, at - 60)
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(3), f"Your account {number}", flood="stolen",
                                 **({"sender": "service@bank.example"} if number % 5 < 2 else {}))
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[OFFICE])
    return server

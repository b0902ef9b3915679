"""An infected computer in the office sends 300 letters, none like another, by the login it knows: every fourth person never
existed. The owner's own letters that wait are no part of it. The mill's desk merges a letter with the names of its customers
of years, of which one in twelve has moved."""
from all_different import outcomes, subject
from server import Server

BOX, OFFICE, MERGE, DESK = "info@harbor.example", "192.0.2.21", "info@mill.example", "192.0.2.31"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("mill", "mill.example", ["info"])
    server.history({BOX: OFFICE, MERGE: DESK}, days=12)
    server.ordinary_day(BOX, OFFICE)
    server.ordinary_day(MERGE, DESK)
    for number, at in enumerate(server.spread("10:00:00", "15:20:00", 150)):
        to = server.strangers(2, domains=60)
        server.smtp_auth_message(BOX, OFFICE, at, to, subject(server), outcomes(server, to, 4, number, 20), helo="win-pc", flood="office")
    for number in range(4):
        server.smtp_auth_message(BOX, OFFICE, f"15:{22 + number}:00", [f"friend{number}@partner{number}.example"], f"Berth {number * 7}?",
                                 "greylisted", honest="office")
    for number, at in enumerate(server.spread("13:00:00", "13:20:00", 120)):
        to = [f"client{number}@firm{number % 40}.example"]
        server.smtp_auth_message(MERGE, DESK, at, to, f"{chr(65 + number % 26)}{number:x} {subject(server)}", outcomes(server, to, 12, number))
    server.expect("office", "mailbox", account=BOX, block=[], spare_origins=[OFFICE], counts=False)
    server.never_named(MERGE, "mill", DESK)
    return server

"""An infected computer in the office (office_computer.py): every fourth person never existed. The owner's own letters that wait
are no part of it. Of the mill's customers one in twelve has moved."""
from office_computer import BOX, DESK, MERGE, OFFICE, infected
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("mill", "mill.example", ["info"])
    server.history({BOX: OFFICE, MERGE: DESK}, days=12)
    server.ordinary_day(BOX, OFFICE)
    server.ordinary_day(MERGE, DESK)
    infected(server, dead=4, moved=12, clients=120)
    for number in range(4):
        server.smtp_auth_message(BOX, OFFICE, f"15:{22 + number}:00", [f"friend{number}@partner{number}.example"], f"Berth {number * 7}?",
                                 "greylisted", honest="office")
    return server

"""A thief has read the mailbox he stole: one text goes from two addresses to the thirty people the owner wrote to in the
weeks before, and to fifteen who are only in old mail, some of whom are gone. The same log as owner_invoices_hotel's."""
from customers import written_before
from server import Server

BOX, OFFICE, THIEVES = "info@harbor.example", "192.0.2.21", ["203.0.113.5", "203.0.114.6"]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: OFFICE}, days=20)
    people = written_before(server, BOX, OFFICE, 30)
    for number, at in enumerate(server.spread("14:00:00", "14:50:00", 45)):
        is_known = number % 3 != 2
        to = people[number * 2 // 3] if is_known else f"gone{number}@town{number}.example"
        server.smtp_auth_message(BOX, THIEVES[number % 2], at, [to], "Please see the attached document",
                                 "delivered" if is_known else ("unknown", "greylisted"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=THIEVES, spare_origins=[OFFICE])
    return server

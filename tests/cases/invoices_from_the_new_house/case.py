"""A tax adviser and a club's secretary moved house over the weekend: the old lines are silent, and each reads all day at the new one. From
there go the invoices of the month, to a hundred and sixty clients by a letter each, and one letter to all hundred and eighty members; a few
of either are gone. Clean. A thief who reads as often, while an office is closed, brings his list as he always does: forty letters of one text,
to four each."""
from server import Server

TAX, CLUB, BOX = "info@tax.example", "secretary@club.example", "info@harbor.example"
NEW, OTHER, THIEF = "203.0.113.99", "84.17.9.9", "198.18.6.66"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    for box in (TAX, CLUB, BOX):
        name, domain = box.split("@")
        server.account(domain.split(".")[0], domain, [name])
    server.history({TAX: "192.0.2.21", CLUB: "192.0.2.31", BOX: "192.0.2.41"}, days=14)
    for box, place in ((TAX, NEW), (CLUB, OTHER), (BOX, THIEF)):
        for at in server.spread("07:00:00", "15:50:00", 90):
            server.login(box, place, at)
    for number, at in enumerate(server.spread("12:00:00", "14:40:00", 160)):
        server.smtp_auth_message(TAX, NEW, at, [f"client{number}@town{number % 30}.example"], f"Invoice {number + 100}",
                                 "unknown" if number % 30 == 7 else "delivered")
    members = [f"member{number}@town{number % 30}.example" for number in range(180)]
    server.smtp_auth_message(CLUB, OTHER, "11:00:00", members, "Annual meeting",
                             {to: "unknown" if number % 18 == 3 else "delivered" for number, to in enumerate(members)})
    for at in server.spread("12:10:00", "14:00:00", 40):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(4), "Invoice attached", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=["192.0.2.41"])
    server.never_named(TAX, CLUB, "tax", "club", NEW, OTHER)
    server.expect_note("this may be honest: its owner seems to be on a journey")
    return server

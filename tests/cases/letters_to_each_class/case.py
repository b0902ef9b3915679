"""A school's secretary writes to its fourteen classes from her desk, a letter to fifty parents each; a seventh of the addresses is gone
since the list was made, and nobody calls it spam. Clean. By a law firm's mailbox, from where it is read as well, as many letters go to
five people each: what sends from an infected computer writes to few at a time, and is named."""
from server import Server

DESK, LAWYER = "192.0.2.31", "192.0.2.81"
SCHOOL, LAW = "office@school.example", "info@law.example"


def build(root):
    server = Server(root, layout="directadmin", exim="4.96", log="cpanel")
    server.account("school", "school.example", ["office"])
    server.account("law", "law.example", ["info"])
    server.history({SCHOOL: DESK, LAW: LAWYER}, days=10)
    for box, place in ((SCHOOL, DESK), (LAW, LAWYER)):
        server.ordinary_day(box, place)
    for number in range(14):
        parents = server.strangers(50, domains=25, name="parent")
        server.smtp_auth_message(SCHOOL, DESK, server.moment("10:00:00") + number * 70, parents, f"Class {5 + number // 3}: snow on Friday",
                                 {to: "unknown" if place % 7 == 3 else "delivered" for place, to in enumerate(parents)})
    for number in range(140):
        victims = server.strangers(5, domains=60)
        server.smtp_auth_message(LAW, LAWYER, server.moment("11:00:00") + number * 20, victims, "Your parcel is waiting",
                                 {to: "unknown" if place == number % 8 else "delivered" for place, to in enumerate(victims)}, flood="infected")
    server.expect("infected", "mailbox", account=LAW, block=[], spare_origins=[LAWYER])
    server.never_named(SCHOOL, DESK)
    return server

"""An infected computer in an office sends letters, none like another, by the login it knows, to a list of which one in `dead` never
existed. At the mill's desk a letter is merged with the names of its customers of years, of which one in `moved` has moved: that is clean."""
from all_different import outcomes, subject

BOX, OFFICE, MERGE, DESK = "info@harbor.example", "192.0.2.21", "info@mill.example", "192.0.2.31"


def infected(server, *, dead, moved, clients):
    for number, at in enumerate(server.spread("10:00:00", "15:20:00", 150)):
        to = server.strangers(2, domains=60)
        server.smtp_auth_message(BOX, OFFICE, at, to, subject(server), outcomes(server, to, dead, number, 20), helo="win-pc", flood="office")
    for number, at in enumerate(server.spread("13:00:00", "13:20:00", clients)):
        to = [f"client{number}@firm{number % 40}.example"]
        server.smtp_auth_message(MERGE, DESK, at, to, f"{chr(65 + number % 26)}{number:x} {subject(server)}", outcomes(server, to, moved, number))
    server.expect("office", "mailbox", account=BOX, block=[], spare_origins=[OFFICE], counts=False)
    server.never_named(MERGE, "mill", DESK)

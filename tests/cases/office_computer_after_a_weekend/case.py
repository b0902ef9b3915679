"""As office_computer_all_different, where the logs know two days, a weekend: every third person never existed. The mill's desk
merges a letter with the names of its customers of years, of which one in six has moved."""
from all_different import outcomes, subject
from server import Server

BOX, OFFICE, MERGE, DESK = "info@harbor.example", "192.0.2.21", "info@mill.example", "192.0.2.31"


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.account("mill", "mill.example", ["info"])
    for ago in (2, 1, 0):
        server.ordinary_day(BOX, OFFICE, ago)
        server.ordinary_day(MERGE, DESK, ago)
    for number, at in enumerate(server.spread("10:00:00", "15:20:00", 150)):
        to = server.strangers(2, domains=60)
        server.smtp_auth_message(BOX, OFFICE, at, to, subject(server), outcomes(server, to, 3, number, 20), helo="win-pc", flood="office")
    for number, at in enumerate(server.spread("13:00:00", "13:20:00", 180)):
        to = [f"client{number}@firm{number % 40}.example"]
        server.smtp_auth_message(MERGE, DESK, at, to, f"{chr(65 + number % 26)}{number:x} {subject(server)}", outcomes(server, to, 6, number))
    server.expect("office", "mailbox", account=BOX, block=[], spare_origins=[OFFICE], counts=False)
    server.never_named(MERGE, "mill", DESK)
    return server

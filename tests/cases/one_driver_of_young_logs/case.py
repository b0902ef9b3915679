"""Logs that begin this morning. One host sends twenty letters each with the mailboxes of three customers, who read elsewhere: of a list that
is a fifth dead. An agency sends as much for three others, all at once too, and its lists are well kept; at an office's line three shops'
letters, of which many come back, go out where their owners' colleagues log in as well."""
from all_different import outcomes, subject
from server import Server

THIEF, AGENCY, HOUSE = "203.0.113.77", "84.17.3.9", "84.17.4.9"
STOLEN, AGENCYS, HOUSES = ("mill", "tailor", "harbor"), ("clinic", "school", "cinema"), ("baker", "florist", "printer")


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    for number, name in enumerate(STOLEN + AGENCYS + HOUSES):
        server.account(name, f"{name}.example", ["info"])
        for at in server.spread("08:00:00", "15:30:00", 6):
            server.login(f"info@{name}.example", f"84.17.20.{number + 1}", at)
    server.account("porter", "porter.example", ["info"])
    server.login("info@porter.example", HOUSE, "09:00:00")
    for number, at in enumerate(server.spread("12:00:00", "14:00:00", 60)):
        for names, place, dead in (STOLEN, THIEF, 5), (AGENCYS, AGENCY, 30), (HOUSES, HOUSE, 8):
            name, to = names[number % 3], server.strangers(1, domains=40)
            server.smtp_auth_message(f"info@{name}.example", place, at, to, subject(server), outcomes(server, to, dead, number),
                                     flood=name if names is STOLEN else None)
    for name in STOLEN:
        server.expect(name, "mailbox", account=f"info@{name}.example", block=[THIEF])
    server.never_named(*AGENCYS, *HOUSES, AGENCY, HOUSE)
    return server

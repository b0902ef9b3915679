"""The logs begin this morning. Six hosts, each of another provider, send a dozen letters each with a mailbox's password, no two
alike, to people who exist, while its owner reads in the office: that is told. Five hosts of one provider send with another's,
each letter as somebody else of a bank, to a list of which an eighth is dead: that is named. A support team of five at home
reads where it writes, each his own letters."""
from all_different import outcomes, subject
from server import Server

BOX, OFFICE, SHOP, DESK, TEAM = "info@harbor.example", "192.0.2.21", "info@mill.example", "192.0.2.31", "help@cinema.example"
PLACES = ["20.30.40.50", "31.41.59.26", "46.17.96.8", "58.97.93.23", "84.62.64.33", "101.83.27.95"]
HOSTS = [f"203.0.113.{number}" for number in range(40, 45)]
HOMES = ["24.30.40.50", "37.41.59.26", "49.17.96.8", "59.97.93.23", "88.62.64.33"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    for name, box in (("harbor", "info"), ("mill", "info"), ("cinema", "help")):
        server.account(name, f"{name}.example", [box])
    for box, place in ((BOX, OFFICE), (SHOP, DESK)):
        server.ordinary_day(box, place)
        for at in server.spread("08:00:00", "15:00:00", 6):
            server.login(box, place, at)
    for number, at in enumerate(server.spread("10:00:00", "14:30:00", 72)):
        server.smtp_auth_message(BOX, PLACES[number % 6], at, server.strangers(1, domains=40), subject(server))
    for number, at in enumerate(server.spread("10:00:00", "14:30:00", 70)):
        to = server.strangers(1, domains=40)
        server.smtp_auth_message(SHOP, HOSTS[number % 5], at, to, subject(server), outcomes(server, to, 8, number, 9), sender=f"billing{number}@bank.example", flood="others")
    for number, at in enumerate(server.spread("08:10:00", "15:00:00", 70)):
        server.login(TEAM, HOMES[number % 5], at - 60)
        server.smtp_auth_message(TEAM, HOMES[number % 5], at, server.strangers(1, domains=40), f"Your case {7000 + number * 7}: {subject(server)}")
    server.expect_note(f"{BOX}: 72 messages to 72 recipients deserve a look, but the signs do not suffice (the login was used from 6 addresses in 6 networks that are not the owner's")
    server.expect("others", "mailbox", account=SHOP, block=HOSTS, spare_origins=[DESK], counts=False)
    server.never_named("harbor", "cinema", TEAM, *HOMES)
    return server

"""Logs that begin this morning. One guesses at the mailboxes of four customers, a hundred times each, and tries the one that opens by a
letter to himself; another sends with it, to a list that is well kept. Whoever tries everybody tells of the one he got into."""
from server import Server

GUESSER, SENDER = "198.18.7.7", "203.0.113.77"
NAMES = ("mill", "tailor", "harbor", "dentist")


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    for name in NAMES:
        server.account(name, f"{name}.example", ["info"])
    server.ordinary_day("info@tailor.example", "84.21.5.9", 0, 3)
    for number, at in enumerate(server.spread("02:00:00", "06:00:00", 400)):
        server.failed_login(f"info@{NAMES[number % 4]}.example", GUESSER, at)
    server.smtp_auth_message("info@mill.example", GUESSER, "06:00:30", ["me@drop.example"], "test")
    for number in range(300):
        server.smtp_auth_message("info@mill.example", SENDER, server.moment("11:30:00") + number * 3, server.strangers(1, domains=60),
                                 "Your parcel could not be delivered",
                                 "unknown" if number % 16 == 3 else "greylisted" if number % 11 == 4 else "delivered", flood="mill")
    server.expect("mill", "mailbox", account="info@mill.example", block=[GUESSER, SENDER])
    server.expect("guess", "inbound", block=[GUESSER])
    server.never_named("tailor", "harbor", "dentist")
    return server

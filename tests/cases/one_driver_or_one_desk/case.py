"""Logs that begin this morning. Who looks after three clubs reads the mail of all of them at work and sends their programmes at home: a fifth
of the forty-five addresses is dead. A service logs in for three shops, of whose few letters an eighth comes back. A bookkeeper's program
reminds the members of three societies, whose mailboxes nobody reads, of their fees: a fifth is dead here, too. Clean."""
from server import Server

DESK, HOME, SERVICE = "84.20.5.9", "84.55.3.9", ("203.0.113.10", "203.0.113.11")
BOOKKEEPER, SOCIETIES = "84.60.7.9", ("chess", "choir", "garden")
CLUBS, SHOPS = ("clinic", "school", "cinema"), ("baker", "florist", "printer")


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    for number, name in enumerate(CLUBS + SHOPS):
        server.account(name, f"{name}.example", ["info"])
        for at in server.spread("08:00:00", "12:30:00", 6):
            server.login(f"info@{name}.example", DESK if name in CLUBS else f"84.{20 + number * 7}.5.9", at)
    for number, at in enumerate(server.spread("13:00:00", "15:00:00", 45)):
        server.smtp_auth_message(f"info@{CLUBS[number % 3]}.example", HOME, at, server.strangers(1, domains=40), "Programme of December",
                                 "unknown" if number % 5 == 3 else "delivered")
    for number, at in enumerate(server.spread("09:00:00", "15:00:00", 75)):
        server.smtp_auth_message(f"info@{SHOPS[number % 3]}.example", SERVICE[number % 2], at, server.strangers(1, domains=40),
                                 f"Invoice {number}", "unknown" if number % 8 == 3 else "delivered", mailer="plain")
    for name in SOCIETIES:
        server.account(name, f"{name}.example", ["info"])
    for number, at in enumerate(server.spread("10:00:00", "12:00:00", 45)):
        server.smtp_auth_message(f"info@{SOCIETIES[number % 3]}.example", BOOKKEEPER, at, server.strangers(1, domains=40), "Fee of the year",
                                 "unknown" if number % 5 == 3 else "delivered")
    server.never_noted(*SOCIETIES)
    server.never_named(*SOCIETIES, BOOKKEEPER, *CLUBS, *SHOPS, DESK, HOME, *SERVICE)
    return server

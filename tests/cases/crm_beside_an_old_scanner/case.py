"""The logs are two and a half days old. A firm reads its mailbox at the office, where a scanner keeps the password of before and fails all day; a sales
program elsewhere, by three addresses of its provider, reads and sends ten quotes by the same login since today. What fails where the
mailbox is read is a device, and no guesser who told the password on. Clean."""
from server import Server

BOX, OFFICE = "info@harbor.example", "192.0.2.21"
PROGRAM = ["35.156.62.61", "35.156.148.123", "35.156.146.49"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.login(BOX, OFFICE, (2, "07:20:00"))
    for ago in (2, 1, 0):
        server.ordinary_day(BOX, OFFICE, ago)
        for at in server.spread((ago, "08:10:00"), (ago, "15:00:00"), 40):
            server.smtp_auth_failure(BOX, OFFICE, at, helo="KM1234")
    for place in PROGRAM:
        for at in server.spread("07:40:00", "15:30:00", 7):
            server.login(BOX, place, at)
    for number, at in enumerate(server.spread("08:30:00", "15:00:00", 10)):
        server.smtp_auth_message(BOX, PROGRAM[number % 3], at, [f"lead{number}@firm{number}.example"], f"Your quote Q-{7000 + number * 97}",
                                 helo="smtp.crm.example", mailer="plain")
    server.logs_begin = server.now - 2.4 * 86400
    server.never_named("harbor", BOX, OFFICE, *PROGRAM)
    return server

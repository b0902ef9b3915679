"""A practice's program reminds of tomorrow's appointments by a mailbox that nobody reads, now over IPv6 and now over IPv4,
where the reception reads its own all day by either. The logs are three days old, two of them a weekend."""
from server import Server

BOX, RECEPTION = "reminder@practice.example", "info@practice.example"
LINE = ("3fff:18:b3d8:4601::20", "192.0.2.21")


def build(root):
    server = Server(root, layout="cpanel")
    server.account("practice", "practice.example", ["info", "reminder"])
    for day, number in ((2, 0), (2, 1), (1, 1), (1, 0)):
        server.smtp_auth_message(RECEPTION, LINE[number], (day, f"1{number}:20:00"), server.strangers(1), f"Your question {day}{number}", "delivered")
    server.login(RECEPTION, LINE[0], (1, "16:40:00"))
    for number, at in enumerate(("07:31:00", "07:43:00", "10:17:00", "11:52:00", "14:30:00", "15:20:00")):
        server.login(RECEPTION, LINE[number % 5 == 1], at)
    for number, at in enumerate(server.spread("14:30:00", "14:32:00", 40)):
        server.smtp_auth_message(BOX, LINE[number % 3 == 0], at, server.strangers(1), f"Your appointment on 24 November at {8 + number % 9}:15",
                                 "unknown" if number % 20 == 8 else "greylisted" if number % 11 == 2 else "delivered", helo="practice-server")
    server.never_named(BOX, RECEPTION, "practice", *LINE)
    return server

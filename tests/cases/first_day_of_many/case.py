"""The logs are a day old. A clerk whose desk reads all day writes to her 150 clients, a twentieth of whom has moved; a club's
desk sends its newsletter an hour after it opened the mailbox; at the mill a telephone with an old password fails beside a
computer that reads. Nobody of them is named. A botnet uses the harbor's password, and its owner reads and writes all day at his
desk: he stays open, and so does the school's office, where an infected computer writes to people of whom a third never
existed: a note tells of it."""
from all_different import outcomes, subject
from server import Server

DESKS = {"info@clinic.example": "84.17.3.9", "news@club.example": "84.17.4.9", "info@mill.example": "84.17.5.9",
         "info@harbor.example": "84.17.6.9", "info@school.example": "84.17.7.9"}


def sit_at_desk(server, box, address):
    for at in server.spread("07:20:00", "07:50:00", 2) + server.spread("09:00:00", "15:40:00", 4):
        server.login(box, address, at)
    for number, at in enumerate(server.spread("08:00:00", "15:30:00", 3)):
        server.smtp_auth_message(box, address, at, [f"friend{number}@partner{number}.example"], f"Offer {number} of {box}")


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    for box, address in DESKS.items():
        server.account(box.partition("@")[2].partition(".")[0], box.partition("@")[2], [box.partition("@")[0]])
        sit_at_desk(server, box, address)
    for letter in range(3):
        some = [f"client{letter * 50 + number}@firm{number % 40}.example" for number in range(50)]
        server.smtp_auth_message("info@clinic.example", DESKS["info@clinic.example"], f"10:0{letter}:00", some, "New opening hours",
                                 outcomes(server, some, 20, letter, 25))
    for number, at in enumerate(server.spread("09:10:00", "09:15:00", 300)):
        to = [f"member{number}@place{number % 50}.example"]
        server.smtp_auth_message("news@club.example", DESKS["news@club.example"], at, to, "News of November", outcomes(server, to, 14, number, 30),
                                 mailer="plain")
    for at in server.spread("07:30:00", "15:50:00", 120):
        server.failed_login("info@mill.example", DESKS["info@mill.example"], at)
    bots = [f"{31 + number % 60}.{number}.113.{7 + number % 200}" for number in range(120)]
    for number, at in enumerate(server.spread("11:00:00", "14:00:00", 120)):
        to = server.strangers(1, domains=60)
        server.smtp_auth_message("info@harbor.example", bots[number], at, to, subject(server), outcomes(server, to, 4, number), flood="botnet")
    for number, at in enumerate(server.spread("12:00:00", "15:00:00", 150)):
        to = server.strangers(2, domains=60)
        server.smtp_auth_message("info@school.example", DESKS["info@school.example"], at, to, subject(server), outcomes(server, to, 3, number),
                                 helo="win-pc", flood="office")
    server.expect("botnet", "mailbox", account="info@harbor.example", block=bots, spare_origins=[DESKS["info@harbor.example"]], counts=False)
    server.expect_note("info@school.example: 153 messages to 303 recipients deserve a look")
    server.never_named("clinic", "club", "mill", *list(DESKS)[:3], *DESKS.values())
    return server

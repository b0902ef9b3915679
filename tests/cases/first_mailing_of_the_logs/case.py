"""Logs that begin this morning. A newsletter whose sender reads in the afternoon only, invoices by a mailbox that nobody reads, a circular in
Bcc by somebody who read for two hours: all honest, of each list some addresses are dead. Beside them one who has the mailbox for himself on
that day as well, but with a bought list; one whose letters wait; one whose owner reads elsewhere. Everybody's mailbox is guessed at, too. Of
a telephone with the password of before, whose mailbox is guessed at too, and of one that asks every two minutes, nobody says that they
guess; but three hosts of three providers that try one mailbox so all day do."""
from all_different import outcomes
from few_days import read, write_to_clients
from server import Server

NEWS, INVOICES, CIRCULAR, TELEPHONE, BUSY_TELEPHONE = (f"84.17.{number}.9" for number in (3, 4, 5, 8, 9))
BOUGHT, DEFERRED, AWAY, READER = "203.0.113.77", "198.51.100.44", "203.0.113.90", "84.17.6.9"
STEADY = ["31.9.7.7", "62.4.7.7", "93.8.7.7"]
GUESSERS = [f"198.18.{number}.140" for number in range(11)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    for domain, boxes in (("news", ["info"]), ("firm", ["billing"]), ("clinic", ["info"]), ("mill", ["info"]), ("tailor", ["info"]),
                          ("harbor", ["info"]), ("dentist", ["info"]), ("school", ["info"])):
        server.account(domain, f"{domain}.example", boxes)
    write_to_clients(server, "info@news.example", NEWS, "09:10:00", 200, "News of the week")
    read(server, "info@news.example", NEWS, 0, "12:55:00", "15:18:00", 5)
    write_to_clients(server, "billing@firm.example", INVOICES, "10:30:00", 300, "Your invoice of November")
    people = server.strangers(150, domains=40)
    for start in range(0, len(people), 50):
        some = people[start:start + 50]
        results = {to: "unknown" if number % 20 == 4 else "greylisted" if number % 25 == 7 else "delivered" for number, to in enumerate(some)}
        server.smtp_auth_message("info@clinic.example", CIRCULAR, server.moment("10:35:00") + start, some, "New opening hours", results)
    read(server, "info@clinic.example", CIRCULAR, 0, "10:23:00", "12:56:00", 5)

    for number in range(200):
        to = server.strangers(1, domains=60)
        for box, place, outcome in (("info@mill.example", BOUGHT, outcomes(server, to, 4, number)),
                                    ("info@tailor.example", DEFERRED, "greylisted" if number % 3 == 1 else "unknown" if number % 15 == 3 else "delivered")):
            server.smtp_auth_message(box, place, server.moment("11:30:00") + number * 3, to, "Your parcel could not be delivered", outcome,
                                     flood=box.partition("@")[2].partition(".")[0])
    read(server, "info@harbor.example", READER, 0, "08:00:00")
    write_to_clients(server, "info@harbor.example", AWAY, "12:30:00", 200, "Your parcel could not be delivered", flood="harbor")
    for name, place in ("mill", BOUGHT), ("tailor", DEFERRED), ("harbor", AWAY):
        server.expect(name, "mailbox", account=f"info@{name}.example", block=[place])

    boxes = [f"info@{name}.example" for name in ("news", "clinic", "mill", "tailor", "harbor", "dentist")]
    for number, at in enumerate(server.spread("02:00:00", "15:30:00", 330)):
        server.failed_login(boxes[number % len(boxes)], GUESSERS[number % 11], at)
    for at in server.spread("06:30:00", "15:45:00", 80):
        server.failed_login("info@dentist.example", TELEPHONE, at)
    for at in server.spread("07:00:00", "15:45:00", 240):
        server.failed_login("info@school.example", BUSY_TELEPHONE, at)
    for address in STEADY:
        for at in server.spread("08:00:00", "15:00:00", 180):
            server.failed_login("info@tailor.example", address, at)
    server.expect("guess", "inbound", block=GUESSERS + STEADY, spare_origins=[TELEPHONE, BUSY_TELEPHONE])
    server.never_named("news", "firm", "clinic", "dentist", "school", NEWS, INVOICES, CIRCULAR, TELEPHONE, BUSY_TELEPHONE)
    server.expect_note("this may be honest: a mailbox, host or person without a past sends a first newsletter so")
    return server

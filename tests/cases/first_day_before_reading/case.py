"""The logs are a day old, and who mails does so before he reads. A clerk sends her circular first thing in the morning, and reads all day
after it. A firm's invoices go out by a mailbox that nobody reads, from the desk where a colleague reads all day. A botnet begins to use the
harbor's password before its owner comes to his desk, from where he writes three letters. Beside them two thieves: one reads on for
answers at another place than the owner's, the other sends with the unread mailbox of a firm whose office reads elsewhere."""
from all_different import outcomes, subject
from server import Server

CLERK, OFFICE, OWNER = "84.17.3.9", "84.17.4.9", "84.17.6.9"
HOMES = {"info@mill.example": "84.17.5.9", "info@tailor.example": "84.17.7.9"}
READS_ON, UNREAD = "203.0.113.77", "198.51.100.44"


def read(server, box, address, start="09:00:00"):
    for at in [server.moment(start), *server.spread(start, "15:40:00", 6), server.moment("15:40:00")]:
        server.login(box, address, at)


def write_to_clients(server, box, address, start, count, text, **fields):
    for number in range(count):
        to = [f"client{number}@firm{number % 40}.example"]
        server.smtp_auth_message(box, address, server.moment(start) + number * 2, to, text.format(number), outcomes(server, to, 22, number, 25), **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    for domain, boxes in (("clinic", ["info"]), ("firm", ["info", "billing"]), ("harbor", ["info"]), ("mill", ["info"]), ("tailor", ["info", "billing"])):
        server.account(domain, f"{domain}.example", boxes)
    write_to_clients(server, "info@clinic.example", CLERK, "08:30:00", 200, "New opening hours")
    read(server, "info@clinic.example", CLERK)
    read(server, "info@firm.example", OFFICE, "07:30:00")
    write_to_clients(server, "billing@firm.example", OFFICE, "10:00:00", 80, "Invoice 2026-{}")
    bots = [f"{31 + number % 60}.{number}.113.{7 + number % 200}" for number in range(120)]
    for number, at in enumerate(server.spread("06:00:00", "14:00:00", 120)):
        to = server.strangers(1, domains=60)
        server.smtp_auth_message("info@harbor.example", bots[number], at, to, subject(server), outcomes(server, to, 4, number), flood="botnet")
    read(server, "info@harbor.example", OWNER)
    for number, at in enumerate(server.spread("09:30:00", "15:30:00", 3)):
        server.smtp_auth_message("info@harbor.example", OWNER, at, [f"friend{number}@partner{number}.example"], f"Offer {number}")
    for box, home in HOMES.items():
        read(server, box, home, "08:00:00")
    read(server, "info@mill.example", READS_ON)
    write_to_clients(server, "info@mill.example", READS_ON, "08:40:00", 120, "Your parcel could not be delivered", flood="reads_on")
    write_to_clients(server, "billing@tailor.example", UNREAD, "10:00:00", 120, "Your parcel could not be delivered", flood="unread")
    server.expect("botnet", "mailbox", account="info@harbor.example", block=bots, spare_origins=[OWNER], counts=False)
    server.expect("reads_on", "mailbox", account="info@mill.example", block=[READS_ON], spare_origins=[HOMES["info@mill.example"]])
    server.expect("unread", "mailbox", account="billing@tailor.example", block=[UNREAD], spare_origins=[HOMES["info@tailor.example"]])
    server.never_named("clinic", "firm", "info@clinic.example", "billing@firm.example", CLERK, OFFICE)
    return server

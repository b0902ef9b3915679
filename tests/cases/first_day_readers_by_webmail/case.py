"""The logs are a day old, and who mails does so before he reads. A clerk sends her circular first thing in the morning and reads all day after
it, by her program and by Roundcube, which tells where she sits; at noon she mistypes her password. A stranger does as she does, with a mailbox
whose owner reads by a webmail of this server that tells nothing; another with one that nobody reads, after he failed for it before dawn. Both
are blocked."""
from all_different import outcomes
from server import Server

CLERK, READS_ON, GUESSED = "84.17.3.9", "203.0.113.77", "198.51.100.44"


def read(server, box, address, **fields):
    for at in [server.moment("09:00:00"), *server.spread("09:00:00", "15:40:00", 6), server.moment("15:40:00")]:
        server.login(box, address, at, **fields)


def write_to_clients(server, box, address, text, **fields):
    for number in range(150):
        to = [f"client{number}@firm{number % 40}.example"]
        server.smtp_auth_message(box, address, server.moment("08:30:00") + number * 2, to, text, outcomes(server, to, 22, number, 25), **fields)


def build(root):
    server = Server(root, layout="hestia", exim="4.98")
    for name in ("clinic", "mill", "tailor"):
        server.account(name, f"{name}.example", ["info"])
    write_to_clients(server, "info@clinic.example", CLERK, "New opening hours")
    read(server, "info@clinic.example", CLERK)
    server.failed_login("info@clinic.example", CLERK, "12:10:00")
    for at in server.spread("09:30:00", "15:00:00", 5):
        server.roundcube_login("info@clinic.example", CLERK, at)
    write_to_clients(server, "info@mill.example", READS_ON, "Your parcel could not be delivered", flood="reads_on")
    read(server, "info@mill.example", READS_ON)
    read(server, "info@mill.example", "127.0.0.1", lip="127.0.0.1")
    for at in server.spread("05:00:00", "05:20:00", 8):
        server.failed_login("info@tailor.example", GUESSED, at)
    write_to_clients(server, "info@tailor.example", GUESSED, "Your parcel could not be delivered", flood="guessed")
    read(server, "info@tailor.example", GUESSED)
    server.expect("reads_on", "mailbox", account="info@mill.example", block=[READS_ON])
    server.expect("guessed", "mailbox", account="info@tailor.example", block=[GUESSED])
    server.never_named("clinic", CLERK)
    return server

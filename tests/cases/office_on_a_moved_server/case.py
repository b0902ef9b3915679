"""A server's first day: the office's nine clerks fail all morning with the passwords of the old one, far more often than
they then log in, from an address that nobody here saw before. Who guesses at six of them and opens one is another."""
from server import Server

CLERKS = [f"clerk{number}@harbor.example" for number in range(9)]
OFFICE, GUESSER = "198.51.100.77", "203.0.113.99"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", [clerk.partition("@")[0] for clerk in CLERKS])
    for number in range(450):
        server.failed_login(CLERKS[number % 9], OFFICE, server.moment("07:00:00") + number * 30)
    for number in range(60):
        server.smtp_auth_failure(CLERKS[number % 9], OFFICE, server.moment("07:00:10") + number * 180)
    for number in range(36):
        at = server.moment("11:30:00") + number * 300
        server.login(CLERKS[number % 9], OFFICE, at)
        if number % 3 == 0:
            server.smtp_auth_message(CLERKS[number % 9], OFFICE, at + 30, [f"client{number}@town{number % 7}.example"],
                                     f"Re: your question {number}")
    for number in range(240):
        server.failed_login(CLERKS[number % 6], GUESSER, server.moment("07:00:00") + number * 50)
    server.login(CLERKS[3], GUESSER, "11:00:00")
    server.expect("guesser", "inbound", block=[GUESSER], counts=False)
    server.never_named(*CLERKS, OFFICE)
    return server

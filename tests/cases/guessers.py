"""Six mailboxes of a customer, guessed at all day by 180 addresses with two tries each; one owner mistypes twice himself."""
from server import Server

OWNER = "192.0.2.21"


def two_tries_each(root, addresses):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", [f"person{number}" for number in range(6)])
    server.history({f"person{number}@harbor.example": f"192.0.2.{21 + number}" for number in range(6)}, days=8, messages=1)
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 2 * len(addresses))):
        server.smtp_auth_failure(f"person{number % 6}@harbor.example", addresses[number % len(addresses)], at)
    for at in ("10:00:00", "10:00:20"):
        server.failed_login("person0@harbor.example", OWNER, at)
    server.login("person0@harbor.example", OWNER, "10:01:00")
    return server

"""Logs of five days. One telephone was let in on the first two of them, from another of its carrier's addresses each day, and has
failed with the password of before since; another fails all five days. Beside them an address that nobody knows tries a
third mailbox since this morning, as steadily as they do: it is named, and they are not."""
from server import Server

FIRST, SECOND, THIRD, GUESSER = "info@harbor.example", "info@mill.example", "info@club.example", "203.0.113.77"


def poll(server, box, address, ago, does):
    for at in server.spread((ago, "06:30:00"), (ago, "15:20:00"), 5 if does == server.login else 300):
        does(box, address, at)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    for number, box in enumerate((FIRST, SECOND, THIRD)):
        domain = box.partition("@")[2]
        server.account(domain.partition(".")[0], domain, ["info"])
        server.history({box: f"192.0.2.2{number}"}, days=5)
        server.ordinary_day(box, f"192.0.2.2{number}")
    for ago in range(5, -1, -1):
        poll(server, FIRST, f"84.201.{ago * 31}.7", ago, server.login if ago > 3 else server.failed_login)
        poll(server, SECOND, f"93.212.{ago * 29}.9", ago, server.failed_login)
    poll(server, THIRD, GUESSER, 0, server.failed_login)
    server.expect("guess", "inbound", block=[GUESSER], counts=False)
    server.never_named("84.201.0.7", "93.212.0.9", "harbor", "mill")
    return server

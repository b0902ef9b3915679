"""The customers' webmail moved to another host this morning: a few mistype before the first gets in, then thirty
people read and write through its one address all day. Clean."""
from server import Server

WEBMAIL = "198.51.100.60"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = [f"clerk{number}" for number in range(30)]
    server.account("harbor", "harbor.example", boxes)
    names = [f"{box}@harbor.example" for box in boxes]
    server.history({name: f"192.0.2.{20 + number}" for number, name in enumerate(names)}, days=5, messages=1)
    for number in range(14):
        server.failed_login(names[number % 6], WEBMAIL, server.moment("07:00:00") + number * 40)
    for number, at in enumerate(server.spread("07:15:00", "15:50:00", 300)):
        server.login(names[number % 30], WEBMAIL, at)
        if number % 40 == 3:
            server.failed_login(names[number % 7], WEBMAIL, at + 20)
    for number, at in enumerate(server.spread("07:20:00", "15:50:00", 80)):
        server.smtp_auth_message(names[number % 30], WEBMAIL, at, [f"friend{number}@partner{number % 5}.example"],
                                 f"About {number * 13 % 101}")
    server.never_named(WEBMAIL, "harbor.example")
    return server

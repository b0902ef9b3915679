"""A small office whose line has a new address every night. A colleague left and his mailbox is gone; his tablet asks for
it every minute, from before the others come. They read and send from there all day. Clean."""
from server import Server

ANN, BEN = "ann@harbor.example", "ben@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["ann", "ben"])
    for ago in range(12, -1, -1):
        line = f"198.51.100.{20 + ago * 13 % 200}"
        for box in (ANN, BEN):
            server.ordinary_day(box, line, ago)
        if ago < 3:
            for n in range(600 if ago else 500):
                server.failed_login("carl@harbor.example", line, server.moment((ago, "03:00:00")) + n * 60, known=False)
    for number in range(240):
        server.failed_login(["ann@harbor.example", "ben@harbor.example", "root@harbor.example"][number % 3], "203.0.113.99",
                            server.moment("07:00:00") + number * 50, known=number % 3 != 2)
    server.expect("guesser", "inbound", block=["203.0.113.99"], counts=False)
    server.never_named(ANN, BEN, "198.51.100.20")
    return server

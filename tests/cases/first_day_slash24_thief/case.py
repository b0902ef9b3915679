"""The logs are a day old. A thief looks in and writes two letters hours apart, as an owner whose program stays connected, and then sends
from seventeen addresses of his network, by each one letter to forty people. All of them are blocked."""
from all_different import outcomes
from server import Server

BOX, HOME, HOSTS = "info@harbor.example", "84.17.3.9", [f"203.0.113.{number}" for number in range(50, 67)]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    for at in ("08:30:00", "10:20:00", "12:10:00"):
        server.login(BOX, HOME, at)
    for number, host in enumerate(HOSTS):
        server.login(BOX, host, server.moment("08:00:00") + number * 20)
    for at in ("08:07:00", "10:50:00"):
        server.smtp_auth_message(BOX, HOSTS[0], at, server.strangers(1), "test")
    for number, host in enumerate(HOSTS):
        to = server.strangers(40, domains=60)
        server.smtp_auth_message(BOX, host, server.moment("11:30:00") + number * 60, to, "Your parcel", outcomes(server, to, 9, number, 9),
                                 flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=HOSTS, spare_origins=[HOME], counts=False)
    return server

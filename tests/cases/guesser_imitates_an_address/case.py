"""A guesser calls itself by what Exim writes of an innocent client's refused login: no line tells whose it is, nobody
is blocked, and the administrator is told so. A few such lines in another story are not worth a word."""
from server import Server

OWNER = "192.0.2.21"
IMITATED = f"x) [{OWNER}]:587: 535 Incorrect authentication data (set_id=info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.99")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": OWNER})
    server.ordinary_day("info@harbor.example", OWNER)
    for number, at in enumerate(server.spread("02:00:00", "04:00:00", 90)):
        server.exim.auth_failure(server.moment(at), server.client("203.0.113.81", IMITATED, to_port=587),
                                 f"user{number % 9}@harbor.example")
    for number, at in enumerate(server.spread("05:00:00", "05:30:00", 25)):
        server.probe("203.0.113.81", at, f"nobody{number}@harbor.example",
                     helo=f"x) [{OWNER}]:25 F=<a@b.example> rejected RCPT <c@harbor.example>: No Such User Here")
    server.expect_note("90 refused logins and 25 other refusals cannot be put down to any address")
    server.never_named("info@harbor.example", "harbor", OWNER)
    return server

"""Strangers put the names of innocent mailboxes and accounts into HELO, subject, sender and set_id."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"info@harbor.example": "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("14:00:00", "15:30:00", 60)):
        server.remote_message("203.0.113.91", at, "sales@harbor.example", "info@harbor.example",
                              f'x" A=dovecot_login:sales@harbor.example S=1 for a{number}@x.example',
                              helo="x) [192.0.2.22] P=esmtpa A=dovecot_login:sales@harbor.example")
    for number, at in enumerate(server.spread("14:00:00", "15:30:00", 60)):
        server.smtp_auth_failure("x) H=(y) [192.0.2.22]: 535 Incorrect authentication data (set_id=info@harbor.example",
                                 "203.0.113.92", at, known=False)
    server.expect("guessing", "inbound", block=["203.0.113.92"], spare_origins=["192.0.2.22"])
    server.never_named("sales@harbor.example", "info@harbor.example", "harbor", "192.0.2.22")
    return server


def check(document):
    return []

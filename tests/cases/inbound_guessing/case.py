"""Password guessing by SMTP and IMAP, the SMTP attempts logged by Exim and Dovecot both. One owner
mistypes the new password on the phone."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.99")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"info@harbor.example": "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    for number, at in enumerate(server.spread("02:00:00", "04:00:00", 90)):
        server.smtp_auth_failure(["info@harbor.example", "test@harbor.example"][number % 2], "203.0.113.81", at,
                                 known=number % 2 == 0)
    for number, at in enumerate(server.spread("03:00:00", "05:00:00", 80)):
        server.failed_login(f"user{number}@harbor.example", "198.51.100.82", at, known=False)
    for minute in range(4):
        server.failed_login("sales@harbor.example", "192.0.2.22", f"08:3{minute}:00")
    server.expect("guessing", "inbound", block=["203.0.113.81", "198.51.100.82"], spare_origins=["192.0.2.22"])
    server.never_named("info@harbor.example", "sales@harbor.example", "harbor")
    return server

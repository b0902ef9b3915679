"""Mail is handed in through Dovecot's own submission service: one host guesses there, an owner mistypes there."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"info@harbor.example": "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("02:00:00", "04:00:00", 90)):
        server.failed_login(f"user{number}@harbor.example", "203.0.113.81", at, protocol="submission", known=False)
    for minute in range(4):
        server.failed_login("sales@harbor.example", "192.0.2.22", f"08:3{minute}:00", protocol="submission")
    server.login("sales@harbor.example", "192.0.2.22", "08:35:00", protocol="submission")
    server.expect("guessing", "inbound", block=["203.0.113.81"], spare_origins=["192.0.2.22"])
    server.never_named("info@harbor.example", "sales@harbor.example", "harbor")
    return server

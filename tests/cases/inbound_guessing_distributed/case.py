"""Sixty addresses, three tries each, all at one mailbox: a botnet. The owner's office mistypes twice."""
from server import Server

BOX = "info@harbor.example"
BOTNET = [f"203.0.113.{100 + number}" for number in range(60)]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day(BOX, "192.0.2.21")
    for number, at in enumerate(server.spread("06:00:00", "15:30:00", 180)):
        server.smtp_auth_failure(BOX, BOTNET[number % 60], at)
    for minute in range(2):
        server.failed_login(BOX, "192.0.2.21", f"08:3{minute}:00")
    server.expect("guessing", "inbound", block=BOTNET, spare_origins=["192.0.2.21"])
    server.never_named(BOX, "harbor")
    return server

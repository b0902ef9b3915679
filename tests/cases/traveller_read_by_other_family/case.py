"""A saleswoman at a fair writes to seventy people; Exim takes her carrier's IPv6, of which her telephone has another /64 each time,
and the mail store, which has no IPv6, sees the carrier's IPv4. Default log_selector. Clean."""
from server import Server

BOX, OFFICE = "anna@factory.example", "192.0.2.21"
CARRIER = [f"3fff:10:{0x100 + number // 4:x}:1::{0x100 + number:x}" for number in range(70)]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("factory", "factory.example", ["anna", "bert"])
    server.history({BOX: OFFICE, "bert@factory.example": "192.0.2.22"})
    server.ordinary_day("bert@factory.example", "192.0.2.22")
    for number, at in enumerate(server.spread("07:00:00", "15:30:00", 70)):
        server.smtp_auth_message(BOX, CARRIER[number], at, server.strangers(1), f"Your visit {number}", mechanism="plain_server")
    for number, at in enumerate(server.spread("07:01:00", "15:31:00", 25)):
        server.login(BOX, f"198.51.100.{20 + number}", at)
    server.never_named(BOX, OFFICE, *CARRIER)
    return server

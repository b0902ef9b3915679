"""A saleswoman at a fair writes to seventy people in a day, through a carrier that gives her telephone another of thirty
addresses for each connection; she reads her mail there, too, if less often than she writes. Default log_selector. Clean."""
from server import Server

BOX, OFFICE = "anna@factory.example", "192.0.2.21"
CARRIER = [f"198.51.100.{20 + number * 7}" for number in range(30)]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("factory", "factory.example", ["anna", "bert"])
    server.history({BOX: OFFICE, "bert@factory.example": "192.0.2.22"})
    server.ordinary_day("bert@factory.example", "192.0.2.22")
    for number, at in enumerate(server.spread("07:00:00", "15:30:00", 70)):
        server.smtp_auth_message(BOX, CARRIER[number % 30], at, server.strangers(1), f"Your visit {number}",
                                 mechanism="plain_server")
    for number, at in enumerate(server.spread("07:01:00", "15:31:00", 25)):
        server.login(BOX, CARRIER[number * 11 % 30], at)
    server.never_named(BOX, OFFICE, *CARRIER)
    return server

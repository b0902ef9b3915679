"""A saleswoman at a fair writes to seventy people in a day, through a carrier that gives her telephone another address again and again;
the log has no subjects."""
from server import Server

BOX, OFFICE = "anna@factory.example", "192.0.2.21"
CARRIER = [f"198.51.100.{20 + number * 7}" for number in range(30)]


def at_a_fair(root, addresses=CARRIER):
    """`addresses`: she writes from, one after the other. How she reads is the case's."""
    server = Server(root, layout="debian", exim="4.96")
    server.account("factory", "factory.example", ["anna", "bert"])
    server.history({BOX: OFFICE, "bert@factory.example": "192.0.2.22"})
    server.ordinary_day("bert@factory.example", "192.0.2.22")
    for number, at in enumerate(server.spread("07:00:00", "15:30:00", 70)):
        server.smtp_auth_message(BOX, addresses[number % len(addresses)], at, server.strangers(1), f"Your visit {number}",
                                 mechanism="plain_server")
    server.never_named(BOX, OFFICE, *addresses)
    return server

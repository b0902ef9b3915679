"""As traveller_by_turns, but her telephone keeps two connections open on which new mail is told of: it logs in three times a day.
Clean."""
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
    for number, at in enumerate(("06:50:00", "06:50:02", "09:10:00", "09:10:03", "12:30:00", "12:30:02")):
        server.login(BOX, CARRIER[number * 11 % 30], at, seconds=3 * 3600)
    server.never_named(BOX, OFFICE, *CARRIER)
    return server

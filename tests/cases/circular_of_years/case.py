"""The owner's first circular in two weeks of log, from his office as ever: 120 customers, one letter each, ten of their
addresses died long ago. Nobody calls it spam. Clean."""
from abuse import stolen_beside
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21"}, days=14, messages=10)
    server.ordinary_day(BOX, "192.0.2.21")
    for number, at in enumerate(server.spread("10:00:00", "13:00:00", 120)):
        server.smtp_auth_message(BOX, "192.0.2.21", at, [f"captain{number}@boat{number % 50}.example"], "Winter berths: new prices",
                                 "unknown" if number % 12 == 5 else "greylisted" if number % 10 == 0 else "delivered")
    stolen_beside(server)
    server.never_named(BOX, "192.0.2.21")
    return server

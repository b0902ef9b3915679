"""The owner writes once to eighty customers of the house, one letter each, from the office: nearly all take it.
Nothing like it in two weeks of log; still no stranger. Clean."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21"}, days=14, messages=10)
    server.ordinary_day(BOX, "192.0.2.21")
    for number, at in enumerate(server.spread("10:00:00", "13:00:00", 80)):
        server.smtp_auth_message(BOX, "192.0.2.21", at, [f"captain@boat{number}.example"], "Winter berths: new prices",
                                 "greylisted_first" if number % 10 == 0 else "unknown" if number == 40 else "delivered",
                                 helo="[192.168.1.20]")
    return server

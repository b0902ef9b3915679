"""The logs are a day old, so nobody's usual places are known. A salesman writes to sixty people in a day from home, a
train, a hotel, two cafes, a customer's network and a carrier that gives him another address of one of its two networks
each time. Clean: a day's journey is a few providers."""
from server import Server

BOX, OFFICE = "anna@factory.example", "192.0.2.21"
PLACES = ["84.17.3.9", "91.64.8.12", "193.99.14.7", "5.61.40.22", "62.8.199.4", "217.7.80.33"]


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="cpanel")
    server.account("factory", "factory.example", ["anna", "bert"])
    server.ordinary_day("bert@factory.example", OFFICE)
    for number, at in enumerate(server.spread("07:00:00", "15:00:00", 60)):
        carrier = f"{('80.187', '109.41')[number % 2]}.{number * 4 % 250}.{number + 3}"
        address = carrier if number % 3 == 0 else PLACES[number // 10]
        server.smtp_auth_message(BOX, address, at, server.strangers(1), f"Your visit on day {number % 4}")
    server.never_named(BOX, OFFICE, *PLACES)
    return server

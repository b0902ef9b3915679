"""Sixty machines in as many networks send two letters each with a mailbox's password, to people who exist, all day long. The
logs are a day old, so nobody's usual places are known; no owner is in sixty places."""
from server import Server

BOX, OFFICE, BOTS = "anna@factory.example", "192.0.2.21", [f"{40 + n}.{n * 3 + 1}.7.9" for n in range(60)]


def first_day_of_logs(root, **layout):
    server = Server(root, **layout)
    server.account("factory", "factory.example", ["anna", "bert"])
    server.ordinary_day("bert@factory.example", OFFICE)
    for number, at in enumerate(server.spread("08:00:00", "15:00:00", 120)):
        server.smtp_auth_message(BOX, BOTS[number % 60], at, server.strangers(1), f"Your parcel {number % 4} is waiting",
                                 flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=BOTS)
    server.never_named("bert@factory.example", OFFICE)
    return server

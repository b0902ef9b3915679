"""Sixty addresses with a password that nothing names send three letters each: together they are one mailing."""
from server import Server
from unnamed_logins import forget_names

BOX, OFFICE, BOTS = "anna@factory.example", "192.0.2.21", [f"{40 + n}.{n * 3 + 1}.7.9" for n in range(60)]


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="cpanel")
    server.account("factory", "factory.example", ["anna"])
    server.history({BOX: OFFICE}, days=12)
    server.ordinary_day(BOX, OFFICE)
    for number, at in enumerate(server.spread("10:00:00", "15:00:00", 180)):
        server.smtp_auth_message(BOX, BOTS[number % 60], at, server.strangers(1), "Your parcel is waiting",
                                 ("delivered", "unknown"), flood="stolen")
    server.damage.append(forget_names)
    server.expect("stolen", "relay", account=None, block=BOTS, spare_origins=[OFFICE])
    return server

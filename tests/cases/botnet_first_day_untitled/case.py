"""As botnet_first_day_of_logs, and Exim's own selector: the log has no subjects, so nothing is known of texts."""
from server import Server

BOX, OFFICE, BOTS = "anna@factory.example", "192.0.2.21", [f"{40 + n}.{n * 3 + 1}.7.9" for n in range(60)]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("factory", "factory.example", ["anna", "bert"])
    server.ordinary_day("bert@factory.example", OFFICE)
    for number, at in enumerate(server.spread("08:00:00", "15:00:00", 120)):
        server.smtp_auth_message(BOX, BOTS[number % 60], at, server.strangers(1), f"Your parcel {number % 4} is waiting",
                                 flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=BOTS)
    server.never_named("bert@factory.example", OFFICE)
    return server

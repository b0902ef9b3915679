"""A thief imitates the owner behind a VPN: four exits one after another, at each of which he reads more than he writes,
and a few letters of one text. The owner reads and writes at his desk as ever."""
from server import Server

BOX = "info@harbor.example"
EXITS = ["203.0.113.10", "198.51.100.220", "100.24.7.9", "185.5.6.7"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=14)
    server.ordinary_day(BOX, "192.0.2.21")
    for number, exit_address in enumerate(EXITS):
        first, last = f"{8 + 2 * number:02d}", f"{9 + 2 * number:02d}"
        for at in server.spread(f"{first}:00:00", f"{last}:50:00", 14):
            server.login(BOX, exit_address, at)
        for at in server.spread(f"{first}:05:00", f"{last}:50:00", 10):
            server.smtp_auth_message(BOX, exit_address, at, server.strangers(1), "Please see the attached invoice", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=EXITS, spare_origins=["192.0.2.21"])
    return server

"""A thief imitates the owner behind a VPN: four exits one after another, at each of which he reads more than he writes,
and a few letters of one text. The owner reads and writes at his desk as ever."""
from vpn_exits import BOX, EXITS, harbor, stays


def build(root):
    server = harbor(root)
    server.ordinary_day(BOX, "192.0.2.21")
    for number, exit_address, first, last in stays():
        for at in server.spread(f"{first}:00:00", f"{last}:50:00", 14):
            server.login(BOX, exit_address, at)
        for at in server.spread(f"{first}:05:00", f"{last}:50:00", 10):
            server.smtp_auth_message(BOX, exit_address, at, server.strangers(1), "Please see the attached invoice", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=EXITS, spare_origins=["192.0.2.21"])
    return server

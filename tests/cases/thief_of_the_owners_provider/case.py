"""Logs of four days. A household has another address of its provider's every night, and reads all day. Somebody else of that provider looks
into the mailbox once and sends with it while the household reads on: nobody has two such addresses at a time."""
from few_days import read, write_to_clients
from server import Server

BOX, THIEF = "info@mill.example", "84.17.200.77"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.logs_begin = server.now - 4 * 86400
    server.account("mill", "mill.example", ["info"])
    for ago in (4, 3, 2, 1, 0):
        home = f"84.17.{30 + ago * 11}.9"
        server.ordinary_day(BOX, home, ago, 2)
        read(server, BOX, home, ago)
    server.login(BOX, THIEF, "11:00:00")
    write_to_clients(server, BOX, THIEF, "11:30:00", 150, "Your parcel could not be delivered", flood="mill")
    server.expect("mill", "mailbox", account=BOX, block=[THIEF], spare_origins=["84.17.30.9"])
    return server

"""By fourteen addresses of each of five hired networks somebody guesses at ten mailboxes, two by each network: for each mailbox one address at a
time, for an hour each, as a telephone on its carrier would. All of them begin today, in logs of a week, and all are blocked. A telephone that
has failed so by its carrier as long as the logs go back is nobody's attack."""
from server import Server

BOX, OWN, PHONE = "anna@lake.example", "84.61.9.40", [f"80.187.40.{20 + number * 7}" for number in range(14)]
NETWORKS = ("45.137.20", "52.58.21", "18.196.22", "3.120.23", "34.140.24")


def build(root):
    server = Server(root, layout="directadmin", exim="4.98", log="cpanel", now="2026-11-26 22:30:00")
    names = [f"box{number}" for number in range(10)]
    places = {f"{name}@kite.example": f"84.61.9.{number + 10}" for number, name in enumerate(names)} | {BOX: OWN}
    server.logs_begin = server.moment((6, "00:00:05"))
    server.account("kite", "kite.example", names)
    server.account("lake", "lake.example", ["anna"])
    server.history(places, days=6)
    for box, place in places.items():
        server.ordinary_day(box, place)
    hosts = [f"{NETWORKS[number // 28]}.{20 + number}" for number in range(140)]
    for hour in range(14):
        for number, name in enumerate(names):
            for at in server.spread(f"{8 + hour:02d}:00:00", f"{8 + hour:02d}:55:00", 19):
                server.failed_login(f"{name}@kite.example", hosts[number * 14 + hour], at)
        for ago in range(6, -1, -1):
            for at in server.spread((ago, f"{8 + hour:02d}:00:00"), (ago, f"{8 + hour:02d}:55:00"), 11):
                server.failed_login(BOX, PHONE[hour], at)
    server.expect("guessers", "inbound", block=hosts, counts=False)
    server.never_named(BOX, OWN, *PHONE)
    return server

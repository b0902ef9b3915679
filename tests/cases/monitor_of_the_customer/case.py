"""A customer's own monitor, whose verified name is in his domain, writes to him as himself: for weeks nothing, tonight 380
alerts in an hour, the last of which wait. It is not blocked and they stay. Another host only says that it is his
monitor, and floods him: it is."""
from server import Server

MONITOR, LIAR = "203.0.113.45", "198.51.100.66"
BOX = "noc@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["noc", "info"])
    server.history({BOX: "192.0.2.21"}, days=14)
    checks = ("HTTP", "SSH", "Load", "Disk /", "MySQL", "SMTP", "PING")
    for number, at in enumerate(server.spread("02:00:00", "03:10:00", 380)):
        server.remote_message(MONITOR, at, "monitor@harbor.example", BOX,
                              f"PROBLEM web{number % 60:02d}: {checks[number % 7]} is critical",
                              "full_here" if number > 340 else "delivered", name="watch.harbor.example")
    for number, at in enumerate(server.spread("14:00:00", "15:00:00", 380)):
        server.remote_message(LIAR, at, "monitor@harbor.example", BOX, f"PROBLEM host{number}: buy now",
                              helo="watch.harbor.example", flood="flood")
    server.expect("flood", "inbound", block=[LIAR], spare_origins=[MONITOR], counts=False)
    server.never_named(MONITOR, "harbor", BOX)
    return server

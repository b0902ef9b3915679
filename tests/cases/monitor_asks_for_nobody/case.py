"""A monitor elsewhere logs in each half hour as somebody who was never here, to see that it is refused. The logs are two days old. Clean. A
harvester asks for a dozen names, as seldom: blocked."""
from server import Server

MONITOR, HARVESTER = "198.51.100.61", "203.0.113.9"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=2)
    for half_hour in range(80):
        server.smtp_auth_failure("probe@monitoring.example", MONITOR, server.now - 1800 * half_hour - 60, helo="icinga.watch.example", known=False)
    for number in range(24):
        server.smtp_auth_failure(f"name{number % 12}@harbor.example", HARVESTER, server.now - 1800 * number - 90, helo="x", known=False)
    server.logs_begin = server.moment((2, "00:00:00"))
    server.expect("harvest", "inbound", block=[HARVESTER])
    server.never_named(MONITOR)
    return server


def check(document):
    shown = [row["address"] for incident in document["incidents"] for row in incident["origins"]]
    return ["the monitor is shown as a guesser"] if MONITOR in shown else []

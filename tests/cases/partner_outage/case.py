"""A partner's monitoring writes three alerts a day to one person here, and 160 in an outage: no flood of a stranger's.
Clean."""
from server import Server

PARTNER = "198.51.100.44"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["oncall", "info"])
    server.history({"oncall@harbor.example": "192.0.2.21"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:10:00"), (ago, "15:50:00"), 3 if ago else 160)):
            server.remote_message(PARTNER, at, "alerts@partner.example", "oncall@harbor.example",
                                  f"PROBLEM host{number % 7} is down", name="monitor.partner.example")
    server.never_named(PARTNER)
    return server

"""A mailbox is buried: within two hours nine hundred letters from six hundred hosts that never wrote here, welcomes of
newsletters and nonsense, no text more than a few times. Six wait, for the mailbox is full. It is told, nobody is blocked,
nothing is taken; partners' hosts are not named."""
from server import Server

VICTIM = "info@harbor.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({VICTIM: "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day(VICTIM, "192.0.2.21")
    hosts = [f"203.0.{113 + number // 250}.{1 + number % 250}" for number in range(600)]
    for number, at in enumerate(server.spread("13:00:00", "15:00:00", 900)):
        server.remote_message(hosts[number * 7 % 600], at, f"news{number}@shop{number % 600}.example", VICTIM,
                              f"Welcome to shop {number % 90}", "full_here" if number % 150 == 3 else "delivered")
    server.expect("bomb", "inbound", block=[], spare_origins=hosts)
    server.never_named("harbor", "sales@harbor.example")
    return server

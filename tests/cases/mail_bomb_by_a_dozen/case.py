"""A mailbox is buried by twelve hosts of ever other networks that never wrote here: nine hundred letters within two hours,
hardly forty an hour from each, no two alike. It is told, and nobody is blocked for it. The neighbour's shop moved to
eight machines in one provider's rooms, which write as much to its owner: no botnet is so near together."""
from server import Server

VICTIM, SHOP = "info@harbor.example", "root@shop.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("shop", "shop.example", ["root"])
    server.history({VICTIM: "192.0.2.21", SHOP: "192.0.2.22"})
    hosts = [f"198.{18 + number % 2}.{number * 20}.{number + 1}" if number < 2 else f"{20 + number}.{number}.7.9" for number in range(12)]
    for number, at in enumerate(server.spread("13:00:00", "15:00:00", 900)):
        server.remote_message(hosts[number * 7 % 12], at, f"deal{number}@shop{number % 90}.example", VICTIM, f"Offer {number * 37 % 901} for you")
    for number, at in enumerate(server.spread("13:00:00", "15:00:00", 560)):
        server.remote_message(f"203.0.113.{40 + number % 8}", at, "cron@web.shop.example", SHOP, f"job {number} ended")
    server.expect("bomb", "inbound", block=[], spare_origins=hosts + [f"203.0.113.{40 + n}" for n in range(8)])
    server.never_named("harbor", SHOP)
    return server

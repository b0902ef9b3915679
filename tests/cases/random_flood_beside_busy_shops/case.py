"""Ten shops send as much every day as today's flood of random subjects has recipients: no other day is quieter, and still
the orders are not the flood's."""
from beside_random import flood, orders, shops_here
from server import Server

HOST = "198.51.100.77"


def build(root):
    shops = [f"shop{number:02d}.example" for number in range(10)]
    server = shops_here(Server(root, layout="cpanel", exim="4.96"), ["harbor.example", "lakeside.example"] + shops)
    server.append("/etc/relayhosts", f"{HOST}\n")

    def send(at, sender, recipients, subject, outcome, **fields):
        server.remote_message(HOST, at, sender, recipients, subject, outcome, name="gw.customer.example", **fields)
    orders(server, send, per_day=300, shops=shops, days=9)
    flood(server, send, "13:00:00", "15:20:00", 150)
    server.expect("flood", "relay", account=None, script=None, block=[], spare_origins=[HOST], counts=False)
    return server

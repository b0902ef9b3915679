"""As random_flood_beside_orders_relay, and the intruder also sends the same bank's notice by six letters to forty people each, none of whom is
dead; two he had sent in the morning, to one each. As steady as a shop's, they are far more than a shop's share of these hours."""
from beside_random import flood, orders, shops_here
from server import Server

HOST = "198.51.100.77"
TIMES = ("09:10:00", "11:40:00", "13:05:00", "13:20:00", "13:35:00", "13:50:00", "14:05:00", "14:20:00")


def build(root):
    server = shops_here(Server(root, layout="cpanel", exim="4.98"))
    server.append("/etc/relayhosts", f"{HOST}\n")

    def send(at, sender, recipients, subject, outcome, **fields):
        server.remote_message(HOST, at, sender, recipients, subject, outcome, name="gw.customer.example", **fields)
    orders(server, send, per_day=240)
    flood(server, send, "13:00:00", "14:30:00", 150)
    for number, at in enumerate(TIMES):
        send(at, "service@bank.example", server.strangers(1 if number < 2 else 40, domains=60), "A notice of your bank",
             ("delivered",) * 9 + ("greylisted",), flood="flood")
    server.expect("flood", "relay", account=None, script=None, block=[], spare_origins=[HOST], counts=False)
    return server

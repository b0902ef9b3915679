"""A customer's server hands in the mail of five shops by right; it was broken into, too."""
from beside_random import flood, orders, shops_here
from server import Server

HOST = "198.51.100.77"


def build(root):
    server = shops_here(Server(root, layout="cpanel", exim="4.98"))
    server.append("/etc/relayhosts", f"{HOST}\n")

    def send(at, sender, recipients, subject, outcome, **fields):
        server.remote_message(HOST, at, sender, recipients, subject, outcome, name="gw.customer.example", **fields)
    orders(server, send)
    flood(server, send, "13:00:00", "15:20:00")
    server.expect("flood", "relay", account=None, script=None, block=[], spare_origins=[HOST], counts=False)
    return server

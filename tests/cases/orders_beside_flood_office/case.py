"""An office's server relays by right; a computer behind it is infected."""
from orders_beside_flood import tell
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.append("/etc/relayhosts", "192.0.2.77\n")
    return tell(server, "192.0.2.77", "gw.lakeside.example", "x@bank.example")

"""The web server's user runs all shops, and nothing tells which program mails; the flood came in the night, before
the day's orders."""
from beside_random import flood, orders, shops_here
from server import Server


def build(root):
    server = shops_here(Server(root, layout="debian", exim="4.96", log="cpanel"))

    def send(at, sender, recipients, subject, outcome, **fields):
        server.local_message("www-data", at, sender, recipients, subject, outcome, **fields)
    orders(server, send)
    flood(server, send, "01:00:00", "03:20:00")
    server.expect("flood", "script", account=None, system_user="www-data", counts=False)
    return server

"""A customer's server, which may send by its address, floods with ever other texts, of which few are dead and a quarter waits."""
from all_different import subject
from server import Server

HOST = "198.51.100.77"


def flooded(root, names):
    """Under so many names. The server, and what sends by the host."""
    server = Server(root, layout="cpanel", exim="4.98")
    server.append("/etc/relayhosts", f"{HOST}\n")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=14)

    def send(at, sender, to, text, outcome, **fields):
        server.remote_message(HOST, at, sender, to, text, outcome, name="gw.customer.example", **fields)
    for ago in range(13, -1, -1):
        for at in server.spread((ago, "08:00:00"), (ago, "15:40:00"), 6):
            send(at, "office@customer.example", ["anna@partner1.example"], "Daily report", "delivered")
    for number, at in enumerate(server.spread("13:00:00", "14:30:00", 300)):
        who = number % names
        send(at, f"person{who}@place{who % 90}.example", server.strangers(1, domains=60), subject(server),
             "unknown" if number % 12 == 5 else "greylisted" if number % 4 == 3 else "delivered", flood="flood")
    server.expect("flood", "relay", account=None, script=None, block=[], spare_origins=[HOST])
    return server, send

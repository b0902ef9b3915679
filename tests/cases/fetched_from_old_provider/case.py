"""A new customer's fetchmail empties his mailbox elsewhere: years of letters come in over 127.0.0.1 in half an hour, and
wait when his mailbox is full. That is no flood, and nothing of it is removed. A stranger floods his neighbour meanwhile."""
from server import Server

FLOODER = "203.0.113.91"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"sales@harbor.example": "192.0.2.22"}, days=12)
    for number, at in enumerate(server.spread("13:00:00", "13:30:00", 500)):
        server.remote_message("127.0.0.1", at, f"friend{number % 150}@town{number % 40}.example", "info@harbor.example",
                              f"Letter {number * 7919 % 10007}", "full_here" if number > 420 else "delivered",
                              helo="localhost", name="localhost")
    for number, at in enumerate(server.spread("14:30:00", "15:30:00", 400)):
        server.remote_message(FLOODER, at, f"offer{number}@bulk.example", "sales@harbor.example",
                              "Cheap watches today only", "full_here" if number > 380 else "delivered",
                              name="mail.bulk.example", flood="flood")
    server.expect("flood", "inbound", block=[FLOODER], counts=False)
    server.never_named("127.0.0.1", "info@harbor.example", "harbor")
    return server

"""A customer's own mail server relays through this one, as it may: 80 letters a day, today 300 under its own name.
No subject is logged. Clean."""
from server import Server

FACTORY = "198.51.100.9"


def build(root):
    server = Server(root, layout="rhel", exim="4.92")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"})
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:50:00"), 80 if ago else 300)):
            server.remote_message(FACTORY, at, f"staff{number % 30}@factory.example",
                                  f"client{(number * 7 + ago) % 500}@town{number % 70}.example",
                                  f"Letter {number * 31 % 997}", ("delivered",) * 29 + ("greylisted",)
                                  + ("delivered",) * 9 + ("unknown",), name="mail.factory.example")
    write = server.layout.write

    def write_with_relay_hosts(made):
        write(made)
        made.append("/etc/exim/exim.conf", "hostlist relay_from_hosts = 127.0.0.1 : 198.51.100.0/28\n")

    server.layout.write = write_with_relay_hosts
    server.never_named(FACTORY)
    return server

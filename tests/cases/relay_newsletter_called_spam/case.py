"""A customer's mail server relays forty letters a day, as it may, and today its newsletter to three hundred: one in twenty-five has
moved, and seven of their servers call it spam. Clean."""
from server import Server

FACTORY = "198.51.100.9"


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="subject")
    server.account("harbor", "harbor.example", ["info"])
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:30:00"), 40)):
            server.remote_message(FACTORY, at, f"staff{number % 12}@factory.example", [f"client{(number * 7 + ago) % 500}@town{number % 70}.example"],
                                  f"Offer {number * 31 % 997}", name="mail.factory.example")
    for number, at in enumerate(server.spread("12:00:00", "12:10:00", 300)):
        outcome = "spam" if number % 43 == 7 else "unknown" if number % 25 == 3 else "greylisted" if number % 30 == 11 else "delivered"
        server.remote_message(FACTORY, at, "news@factory.example", [f"reader{number}@town{number % 70}.example"], "News of the factory",
                              outcome, name="mail.factory.example")
    write = server.layout.write

    def write_with_relay_hosts(made):
        write(made)
        made.append("/etc/exim/exim.conf", "hostlist relay_from_hosts = 127.0.0.1 : 198.51.100.0/28\n")

    server.layout.write = write_with_relay_hosts
    server.never_named(FACTORY)
    return server

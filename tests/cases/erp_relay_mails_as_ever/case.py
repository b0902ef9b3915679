"""A customer's host that may relay hands in two hundred delivery notes a day, and today eighty letters of an intruder in
the same hours: no more than half as much again. The notes that wait stay."""
from server import Server

HOST = "192.0.2.60"


def build(root):
    server = Server(root, layout="rhel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "05:00:00"), (ago, "15:40:00"), 200)):
            waits = ago == 0 and number % 25 == 24
            server.remote_message(HOST, at, "erp@factory.example", [f"buyer{ago}x{number}@town{number % 40}.example"],
                                  f"Delivery note {4000 + ago * 1000 + number}", "greylisted" if waits else "delivered",
                                  name="erp.factory.example", honest=None if ago else "flood")
    fates = ("delivered", "delivered", "unknown", "greylisted", "delivered", "unknown", "delivered", "delivered", "unknown",
             "delivered")
    for number, at in enumerate(server.spread("14:30:00", "15:30:00", 80)):
        server.remote_message(HOST, at, f"office@bank{number % 9}.example", server.strangers(1), "You have won",
                              fates[number % 10], name="erp.factory.example", flood="flood")
    write = server.layout.write

    def write_with_relay_hosts(made):
        write(made)
        made.append("/etc/exim/exim.conf", f"hostlist relay_from_hosts = 127.0.0.1 : {HOST}\n")

    server.layout.write = write_with_relay_hosts
    server.expect("flood", "relay", account=None, script=None, block=[], spare_origins=[HOST], counts=False)
    return server

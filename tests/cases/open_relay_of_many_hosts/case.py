"""A look-up gives companies their right to relay, so settings do not tell; a hole in it lets thirty hosts of the world send four
letters each, no two alike, in a bank's name. A firm's four branches at four providers write under one name as well."""
from relay_rights import with_rights_by_lookup
from server import Server

BRANCHES = ("198.51.100.9", "192.0.2.77", "203.0.113.8", "84.17.6.23")
HOSTS = [f"{31 + 7 * number}.{60 + number}.9.{10 + number}" for number in range(30)]


def build(root):
    server = with_rights_by_lookup(Server(root, layout="rhel", exim="4.96"))
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:50:00"), 32)):
            server.remote_message(BRANCHES[number % 4], at, f"staff{number % 7}@factory.example", [f"client{number}@town{number % 30}.example"],
                                  f"Quote {ago * 50 + number}", ("delivered",) * 29 + ("greylisted",), name="mail.factory.example")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 120)):
        server.remote_message(HOSTS[number % 30], at, f"help{number}@bank.example", server.strangers(1), f"{number * 7919:x} {number * 104729:x}",
                              ("greylisted", "unknown", "delivered", "delivered", "delivered"), helo="localhost", flood="relay")
    server.expect("relay", "relay", account=None, script=None, block=HOSTS, spare_origins=list(BRANCHES))
    return server

"""A host that has no right to relays through an ACL that is too generous."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"})
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 150)):
        server.remote_message("203.0.113.55", at, f"promo{number % 20}@shop{number % 9}.example", server.strangers(1),
                              "Cheap watches", ("greylisted", "spam", "unknown", "delivered"), helo="win-pc",
                              flood="relay")
    server.expect("relay", "relay", account=None, script=None, block=["203.0.113.55"])
    return server

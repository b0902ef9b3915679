"""As relay_rights_by_lookup; one of the companies' servers floods as well. It is told, and not cut off with all its people."""
from relay_rights import server_of_companies

FLOODED = "198.51.100.33"


def build(root):
    server = server_of_companies(root, days=9)
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:50:00"), 30)):
            server.remote_message(FLOODED, at, f"staff{number % 7}@mill.example", [f"client{number % 50}@town{number % 30}.example"],
                                  f"Quote {ago * 50 + number}", ("delivered",) * 9 + ("greylisted",), name="mail.mill.example",
                                  **({"honest": "flooded"} if ago == 0 else {}))
    for at in server.spread("11:00:00", "11:40:00", 300):
        server.remote_message(FLOODED, at, "staff3@mill.example", server.strangers(1), "Invoice overdue",
                              ("delivered", "delivered", "greylisted", "unknown", "delivered"), name="mail.mill.example", flood="flooded")
    server.expect("flooded", "relay", counts=False, block=[], spare_origins=[FLOODED])
    return server

"""A planted file hands letters no two of which are alike to 127.0.0.1, and no access log was kept; a shop's page hands in its orders
there, today as ever. A third of those that the file writes to never existed: its letters are the mailing, and the orders none of it."""
from all_different import outcomes, subject
from server import Server


def build(root):
    server = Server(root, layout="hestia", log="cpanel", exim="4.98")
    server.account("chandler", "chandler.example", ["info"])
    server.account("mill", "mill.example", ["shop", "desk"])
    server.history({"info@chandler.example": "192.0.2.31"})
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:30:00"), 18)):
            server.remote_message("127.0.0.1", at, "shop@mill.example", [f"buyer{ago}x{number}@town{number}.example"],
                                  f"Order {9000 - ago * 100 + number}", "greylisted" if ago == 0 and number % 6 == 2 else "delivered",
                                  name="localhost", helo="mill.example", honest=None if ago else "loop")
    for number, at in enumerate(server.spread("12:00:00", "14:00:00", 240)):
        to = server.strangers(1, domains=60)
        server.remote_message("127.0.0.1", at, "info@chandler.example", to, subject(server), outcomes(server, to, 3, number), name="localhost",
                              helo="chandler.example", flood="loop")
    server.expect("loop", "relay", block=[], spare_origins=["127.0.0.1"])
    return server

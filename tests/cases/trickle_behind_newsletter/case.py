"""Each Monday a customer's program sends her newsletter to eighty readers within some minutes. Today, a Monday without one, an
intruder's program writes to a hundred and twenty strangers, over seven hours and in the names of eight banks: no more
than a newsletter's day in number, and nothing else of it. A ninth of the people do not exist."""
from server import Server

OWNER = "info@harbor.example"
BANKS = [f"service@{name}.example" for name in ("bank", "savings", "credit", "cards", "trust", "union", "mutual", "giro")]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({OWNER: "192.0.2.21"}, days=22)
    for ago in (21, 14, 7):
        for number, at in enumerate(server.spread((ago, "09:00:00"), (ago, "09:08:00"), 80)):
            server.local_message("harbor", at, "news@harbor.example", [f"reader{number}@town{number % 9}.example"],
                                 "News from the harbour")
    for number, at in enumerate(server.spread("08:30:00", "15:40:00", 120)):
        server.local_message("harbor", at, BANKS[number % 8], server.strangers(1, domains=60), f"Your account {number * 7919 % 9973}",
                             ("unknown" if number % 9 == 3 else "delivered",), flood="trickle")
    server.expect("trickle", "script", system_user="harbor", account=None)
    return server

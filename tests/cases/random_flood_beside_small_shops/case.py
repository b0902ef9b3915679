"""A flood of random subjects that has gone on since yesterday noon, by a program that nothing names; each of 25 shops
under the same user has two or three orders a day, none of them outside the flood's hours."""
from beside_random import flood, orders, shops_here
from server import Server

NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"


def build(root):
    shops = [f"shop{number:02d}.example" for number in range(25)]
    server = shops_here(Server(root, layout="debian", exim="4.96", log="cpanel"), ["harbor.example", "lakeside.example"] + shops)

    def send(at, sender, recipients, subject, outcome, **fields):
        server.local_message("www-data", at, sender, recipients, subject, outcome, **fields)
    orders(server, send, shops=shops)
    flood(server, send, (1, "12:00:00"), "15:20:00", 700)
    server.expect("flood", "script", account=None, system_user="www-data", counts=False)
    return server

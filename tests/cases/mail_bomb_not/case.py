"""Two mailboxes that get much mail and are not bombed: a shop's, which takes orders' mail from new hosts all day long as
it does every day, and the bakery's, whose circular of an hour ago is answered by six hundred readers. Clean."""
from server import Server

SHOP, BAKERY = "orders@shop.example", "news@bakery.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("shop", "shop.example", ["orders"])
    server.account("bakery", "bakery.example", ["news"])
    server.history({SHOP: "192.0.2.21", BAKERY: "192.0.2.22"})
    for ago in (21, 14, 7):
        for number in range(60):
            server.smtp_auth_message(BAKERY, "192.0.2.22", (ago, f"09:{number:02d}:00"),
                                     [f"reader{number * 10 + k}@town{k}.example" for k in range(10)], "News of the week")
    readers = [f"reader{number}@town{number % 10}.example" for number in range(600)]
    for number in range(60):
        server.smtp_auth_message(BAKERY, "192.0.2.22", f"12:{number:02d}:00", readers[number * 10:number * 10 + 10],
                                 "News of the week")
    for number, at in enumerate(server.spread("13:00:00", "14:30:00", 600)):
        server.remote_message(f"203.0.{113 + number // 250}.{1 + number % 250}", at, readers[number], BAKERY,
                              f"Thanks, and a question about {number}")
    for ago in range(3, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:05:00"), (ago, "15:50:00"), 700)):
            server.remote_message(f"198.{18 + ago}.{number // 250}.{1 + number % 250}", at, f"buyer{ago}x{number}@mail{number % 40}.example",
                                  SHOP, f"Order {ago}{number}")
    server.never_named(SHOP, BAKERY, "shop", "bakery")
    return server

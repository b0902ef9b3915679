"""A busy server on an ordinary day: six mailboxes, visitors, a shop, mail in and out, some spam refused at the
door, a few wrong passwords. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales", "jobs"])
    server.account("lakeside", "lakeside.example", ["desk", "chef"])
    server.account("bakery", "bakery.example", ["shop"])
    owners = {f"{box}@{domain}": f"192.0.2.{21 + number}" for number, (box, domain) in enumerate(
        pair for name in ("harbor", "lakeside", "bakery") for pair in server.boxes(name))}
    server.history(owners, messages=6)
    server.php_file("bakery.example", "/checkout.php")
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 12)):
            address = f"198.51.100.{100 + number}"
            done = server.visit("bakery.example", address, at, ("/", "/style.css", "/cakes.html", "/checkout.php"))
            server.request("bakery.example", address, done, "/checkout.php", "POST")
            server.php_mail("bakery.example", "/checkout.php", done + 0.3, [f"buyer{ago}{number}@town{number % 5}.example"],
                            f"Your order {ago * 100 + number}", ("delivered", "delivered", "greylisted_first"),
                            sender="shop@bakery.example")
        for number, at in enumerate(server.spread((ago, "00:30:00"), (ago, "15:50:00"), 15)):
            server.exim.rejected(at, server.client(f"203.0.113.{100 + number}", "ylmf-pc"), "x@bulk.example",
                                 "RCPT <info@harbor.example>", f"203.0.113.{100 + number} is listed at zen.bl.example")
        server.probe("198.51.100.20", (ago, "11:11:00"), "inof@harbor.example", "friend1@partner1.example")
        for minute in range(2):
            server.failed_login("chef@lakeside.example", owners["chef@lakeside.example"], (ago, f"09:0{minute}:00"))
    for box, address in owners.items():
        server.ordinary_day(box, address, messages=6)
    return server

"""An office has its invoices sent by a cloud service that logs in for it, every time from another of forty networks;
seventy today, twenty on other days. Clean."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=14)
    server.ordinary_day(BOX, "192.0.2.21")
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:50:00"), 20 if ago else 70)):
            step = ago * 71 + number * 13
            cloud = f"{3 + step % 40}.{step * 37 % 250}.{step * 11 % 256}.{1 + step % 250}"
            server.smtp_auth_message(BOX, cloud, at, [f"client{step % 600}@firm{number % 80}.example"],
                                     f"Invoice {ago * 100 + number}",
                                     ("delivered",) * 19 + ("greylisted_first" if ago else "greylisted",),
                                     helo="mailer.cloud.example", mailer="plain")
    server.never_named(BOX)
    return server

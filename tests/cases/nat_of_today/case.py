"""The thief's address is a carrier's NAT: four customers, whose telephones are somewhere in the carrier's network every
day, read and sent their mail from this address too, today for the first time. Shown, not blocked."""
from server import Server

BOX, NAT = "info@harbor.example", "198.51.100.77"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    homes = {BOX: "192.0.2.21"}
    for number in range(4):
        server.account(f"cust{number}", f"cust{number}.example", ["info"])
        homes[f"info@cust{number}.example"] = f"192.0.2.{60 + number}"
    server.history(homes, days=12)
    for number in range(4):
        for ago in range(12, 0, -1):
            for at in server.spread((ago, "07:00:00"), (ago, "21:00:00"), 3):
                server.login(f"info@cust{number}.example", f"198.51.100.{10 + (ago * 17 + number * 5) % 60}", at)
        for at in server.spread("07:00:00", "15:30:00", 4):
            server.login(f"info@cust{number}.example", NAT, at)
    server.smtp_auth_message("info@cust1.example", NAT, "12:11:00", ["a@friend.example"], "See you at eight")
    for number, at in enumerate(server.spread("11:00:00", "15:40:00", 90)):
        server.smtp_auth_message(BOX, ["203.0.113.11", NAT][number % 2], at, server.strangers(2),
                                 "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11"], spare_origins=["192.0.2.21", NAT])
    return server

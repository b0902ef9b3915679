"""While strangers use the password, the owner goes on sending from a mobile network: a new address every
day, always of one provider."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    for ago in range(12, 0, -1):
        server.ordinary_day(BOX, f"2001:db8:aa:{ago:x}::{ago:x}", ago)
        server.ordinary_day("sales@harbor.example", "192.0.2.22", ago)
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    today = ["2001:db8:aa:31::5", "2001:db8:aa:32::9"]
    for address in today:
        server.login(BOX, address, "08:00:00", seconds=3000)
    for number, at in enumerate(server.spread("11:00:00", "15:40:00", 100)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13", "203.0.113.200"][number % 3], at,
                                 server.strangers(2), "Your parcel is waiting", ("greylisted", "unknown", "delivered"),
                                 flood="stolen")
    for number, at in enumerate(server.spread("11:30:00", "15:30:00", 5)):
        server.smtp_auth_message(BOX, today[number % 2], at, [f"friend{number}@partner1.example"],
                                 f"Offer {900 + number}", "greylisted", honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11", "198.51.100.13", "203.0.113.200"],
                  spare_origins=today)
    return server

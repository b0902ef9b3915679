"""One of the addresses that use the stolen password is a provider's NAT, from which two customers have read
and sent their mail for weeks: shown, not blocked."""
from server import Server

BOX, NAT = "info@harbor.example", "198.51.100.77"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("lakeside", "lakeside.example", ["desk", "chef"])
    server.history({BOX: "192.0.2.21", "desk@lakeside.example": NAT, "chef@lakeside.example": NAT})
    server.ordinary_day(BOX, "192.0.2.21")
    server.ordinary_day("desk@lakeside.example", NAT)
    for number, at in enumerate(server.spread("11:00:00", "15:40:00", 90)):
        server.smtp_auth_message(BOX, ["203.0.113.11", NAT, "203.0.113.12"][number % 3], at, server.strangers(2),
                                 "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11", "203.0.113.12"],
                  spare_origins=["192.0.2.21", NAT])
    server.never_named("lakeside", "desk@lakeside.example", "chef@lakeside.example")
    return server


def check(document):
    rows = [origin for incident in document["incidents"] for origin in incident["origins"]]
    return [] if any(row["address"] == NAT for row in rows) else [f"{NAT} drives it too and is not shown"]

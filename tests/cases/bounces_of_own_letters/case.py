"""Four hundred bounces of letters that others forged bury a mailbox that is full. Three bounces are of letters that its owner
wrote this afternoon, from the hosts he wrote to: these stay."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"}, days=10)
    for number in range(3):
        house = f"supplier{number}.example"
        server.smtp_auth_message(BOX, "192.0.2.21", f"14:{number}0:00", [f"old{number}@{house}"], f"Delivery note {number}")
        server.remote_message(server.address_of_host(house), f"14:{number}1:00", "", BOX, f"Undeliverable: Delivery note {number}",
                              "full_here", name=f"mx.{house}", honest="bounces")
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 400)):
        server.remote_message(f"203.0.113.{number % 120}", at, "", BOX, "Undelivered Mail Returned to Sender",
                              "full_here" if number % 2 else "delivered", name=f"mx{number % 120}.elsewhere.example", flood="bounces")
    server.expect("bounces", "backscatter", account=BOX, block=[], counts=False)
    return server

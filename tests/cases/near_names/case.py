"""Accounts sam, samuel and sam2, mailboxes sam@ everywhere: one guilty, the others near by name only."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("sam", "sam.example", ["sam", "sam2", "info"])
    server.account("samuel", "samuel.example", ["sam", "info"])
    server.account("sam2", "notsam.example", ["sam"])
    owners = {"sam@sam.example": "192.0.2.21", "sam2@sam.example": "192.0.2.22", "info@sam.example": "192.0.2.23",
              "sam@samuel.example": "192.0.2.24", "sam@notsam.example": "192.0.2.25"}
    server.history(owners)
    for box, address in owners.items():
        server.ordinary_day(box, address)
        if box != "sam2@sam.example":
            server.smtp_auth_message(box, address, "15:10:00", ["sam2@partner1.example"], "Your invoice", "greylisted")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 80)):
        server.smtp_auth_message("sam2@sam.example", ["203.0.113.11", "198.51.100.13"][number % 2], at,
                                 server.strangers(1) + (["sam@samuel.example"] if number % 10 == 0 else []),
                                 "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    server.smtp_auth_message("sam2@sam.example", "192.0.2.22", "15:20:00", ["friend1@partner1.example"], "Lunch",
                             "greylisted", honest="stolen")
    server.expect("stolen", "mailbox", account="sam2@sam.example", system_user="sam",
                  block=["203.0.113.11", "198.51.100.13"], spare_origins=list(owners.values()))
    server.never_named("sam@sam.example", "info@sam.example", "sam@samuel.example", "sam@notsam.example", "samuel",
                       "sam2", "samuel.example", "notsam.example")
    return server

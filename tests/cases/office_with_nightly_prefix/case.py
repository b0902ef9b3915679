"""An office whose provider gives it another IPv6 prefix every night; 110 invoices this afternoon, a thirtieth
to dead addresses. It is the owner, as every day."""
from abuse import stolen_beside
from server import Server

BOX = "office@plumber.example"


def address(ago, number):
    return f"2003:e7:{4000 + ago * 37:x}:1f00:{number * 4919 % 65535:x}:{number * 7919 % 65535:x}:1:2"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("plumber", "plumber.example", ["office"])
    stolen_beside(server)
    for ago in range(14, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:50:00"), 9)):
            server.login(BOX, address(ago, number // 3), at)
            if number % 3 == 1:
                server.smtp_auth_message(BOX, address(ago, number // 3), at + 5, [f"friend{number}@partner{number % 4}.example"],
                                         f"Offer {ago * 10 + number}")
    for number, at in enumerate(server.spread("13:00:00", "13:50:00", 110)):
        server.smtp_auth_message(BOX, address(0, 2), at, [f"customer{number}@town{number % 35}.example"], f"Invoice 2026-{101 + number}",
                                 "unknown" if number % 30 == 7 else "greylisted" if number % 12 == 5 else "delivered")
    server.never_named(BOX, "plumber")
    return server

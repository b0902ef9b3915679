"""One host throws 400 letters at the mailboxes here and local_scan() refuses them all; a partner's letters come as always,
the scanner, when it is down, puts off many of them, and it refuses the newsletter of a customer who logs in."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"info@harbor.example": "192.0.2.21"})
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("13:00:00", "14:00:00", 400)):
        server.exim.scanned_away(server.moment(at), server.client("203.0.113.91", "mail.bulk.example"),
                                 f"offer{number}@bulk.example", "Spam score 17.3, refused")
    for at in server.spread("13:00:00", "15:00:00", 300):
        server.exim.scanned_away(server.moment(at), server.client("198.51.100.20", "mx.partner1.example"),
                                 "friend1@partner1.example", "Temporary local problem", temporarily=True)
    server.exim.scanned_away(server.moment("13:10:00"), server.client("198.51.100.21", "mx.partner2.example"),
                             "friend1@partner2.example", "Spam score 9.1, refused")
    for at in server.spread("13:00:00", "13:40:00", 300):
        server.exim.scanned_away(server.moment(at), server.client("192.0.2.21", "pc.home.example", to_port=587),
                                 "info@harbor.example", "Spam score 8.0, refused", protocol="esmtpsa")
    server.expect("flood", "inbound", block=["203.0.113.91"], spare_origins=["198.51.100.20", "198.51.100.21", "192.0.2.21"])
    server.never_named("info@harbor.example", "sales@harbor.example")
    return server

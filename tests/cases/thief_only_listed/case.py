"""A thief's mail is refused by all, and all say that the server is listed: he is still found."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=12)
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("11:00:00", "15:40:00", 120)):
        server.smtp_auth_message("info@harbor.example", "203.0.113.211", at, server.strangers(2), "Your parcel is waiting",
                                 ("listed", "listed", "greylisted", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account="info@harbor.example", block=["203.0.113.211"], counts=False)
    return server

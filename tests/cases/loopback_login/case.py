"""A mailbox's password is used from this server itself (a mailer that speaks SMTP to localhost), and no webmail log
tells who: the mailbox is named, nobody is blocked."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21"})
    server.ordinary_day(BOX, "192.0.2.21")
    for at in server.spread("12:00:00", "15:30:00", 120):
        server.smtp_auth_message(BOX, "127.0.0.1", at, server.strangers(1), "Your parcel is waiting",
                                 ("greylisted", "unknown", "delivered"), helo="localhost", lip="127.0.0.1", tls=False,
                                 flood="stolen")
    server.smtp_auth_message(BOX, "192.0.2.21", "15:20:00", ["friend1@partner1.example"], "Saturday at ten?",
                             "greylisted", honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[], spare_origins=["127.0.0.1", "192.0.2.21"])
    return server

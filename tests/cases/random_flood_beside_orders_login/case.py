"""An office's programs log in as one mailbox, each under its shop's name; one of its computers is infected."""
from beside_random import flood, orders, shops_here
from server import Server

BOX, OFFICE = "info@harbor.example", "192.0.2.21"


def build(root):
    server = shops_here(Server(root, layout="hestia", exim="4.96", log="cpanel"))

    def send(at, sender, recipients, subject, outcome, **fields):
        server.smtp_auth_message(BOX, OFFICE, at, recipients, subject, outcome, sender=sender, mailer="plain", **fields)
    orders(server, send)
    flood(server, send, "13:00:00", "15:20:00")
    server.expect("flood", "mailbox", account=BOX, block=[], spare_origins=[OFFICE], counts=False)
    return server

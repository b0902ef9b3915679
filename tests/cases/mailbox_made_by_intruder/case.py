"""An intruder in the panel makes a mailbox and mails with it: nobody read it or wrote by it before, so its password was not
stolen from an owner, and a new one would not keep him out."""
from server import Server

MADE, OWNED, DESK, HOSTS = "smtp-4f9ab@harbor.example", "info@harbor.example", "192.0.2.21", ["203.0.113.21", "203.0.113.22"]


def build(root):
    server = Server(root, layout="cpanel")
    server.account("harbor", "harbor.example", ["info", "smtp-4f9ab"])
    server.history({OWNED: DESK}, days=10)
    for number, at in enumerate(server.spread("11:00:00", "15:40:00", 160)):
        server.smtp_auth_message(MADE, HOSTS[number % 2], at, server.strangers(1), "Your password expires",
                                 ("delivered", "unknown", "spam"), flood="made")
    server.expect("made", "mailbox", account=MADE, block=HOSTS,
                  entry={"how": "password_known", "says": ["nobody used this mailbox before", "made for this", "no login"]})
    server.never_named(OWNED)
    return server

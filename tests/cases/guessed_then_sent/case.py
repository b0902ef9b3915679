"""One address guesses a password for an hour, finds it, and sends at once: mailbox and guessing are told once each,
or the guessing is part of the mailbox's story; the address is blocked."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day(BOX, "192.0.2.21")
    for number, at in enumerate(server.spread("11:00:00", "11:55:00", 14)):
        server.smtp_auth_failure(BOX, "203.0.113.11", at)
    for at in server.spread("12:00:00", "15:30:00", 120):
        server.smtp_auth_message(BOX, "203.0.113.11", at, server.strangers(1), "Your parcel is waiting",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11"], spare_origins=["192.0.2.21"],
                  entry={"how": "password_guessed", "address": "203.0.113.11",
                         "says": ["14 failed logins for this mailbox from 1 address", "all of them"]})
    return server

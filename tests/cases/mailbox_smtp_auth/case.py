"""Runbook case 2: a mailbox's password is known; five addresses send through SMTP AUTH. Its owner goes
on writing, and other mailboxes do as always."""
from server import Server

THIEVES = ["203.0.113.11", "203.0.113.12", "198.51.100.13", "198.51.100.14", "2001:db8:f00::15"]
OWNERS = {"info@harbor.example": "192.0.2.21", "sales@harbor.example": "192.0.2.22",
          "desk@lakeside.example": "192.0.2.31"}


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("lakeside", "lakeside.example", ["desk"])
    server.history(OWNERS)
    for box, address in OWNERS.items():
        server.ordinary_day(box, address)
    for at in server.spread("09:00:00", "10:40:00", 24):
        server.smtp_auth_failure("info@harbor.example", "203.0.113.11", at)
    for number, at in enumerate(server.spread("12:10:00", "15:40:00", 150)):
        outcome = ("greylisted", "greylisted", "delivered", "unknown", "rate_limited")
        server.smtp_auth_message("info@harbor.example", THIEVES[number % 5], at, server.strangers(1),
                                 "Your invoice is ready", outcome, helo="win-pc", flood="stolen")
    server.smtp_auth_message("info@harbor.example", "192.0.2.21", "15:20:00", ["friend1@partner1.example"],
                             "Thursday at ten?", "greylisted", honest="stolen")
    server.expect("stolen", "mailbox", account="info@harbor.example", system_user="harbor",
                  domain="harbor.example", script=None, block=THIEVES, spare_origins=["192.0.2.21"])
    server.never_named("sales@harbor.example", "desk@lakeside.example", "lakeside")
    return server

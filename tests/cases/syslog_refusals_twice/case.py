"""Exim logs to syslog alone, where each refusal stands twice. A new customer mistypes his password a dozen times and a
partner writes to eleven people who left: clean. Beside them a thief who guessed fifteen times, and is told of fifteen."""
from server import Server

BOX, THIEF, NEW, PARTNER = "info@harbor.example", "203.0.113.11", "198.51.100.77", "198.51.100.88"


def build(root):
    server = Server(root, layout="debian_syslog", log="cpanel", syslog=True)
    server.account("harbor", "harbor.example", ["info", "sales", "new"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"}, days=8)
    server.ordinary_day(BOX, "192.0.2.21")
    # Told by Exim alone: its authenticator asks no Dovecot.
    for at in server.spread("09:00:00", "09:50:00", 12):
        server.exim.auth_failure(at, server.client(NEW, "[192.168.1.7]", to_port=587), "new@harbor.example")
    for number, at in enumerate(server.spread("10:00:00", "10:40:00", 11)):
        server.probe(PARTNER, at, f"left{number}@harbor.example", sender="office@partner1.example",
                     helo="mx.partner1.example")
    for at in server.spread("11:00:00", "11:30:00", 15):
        server.exim.auth_failure(at, server.client(THIEF, "[10.0.0.9]", to_port=587), BOX)
    for at in server.spread("12:10:00", "15:40:00", 80):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(2), "Your invoice is ready",
                                 ("greylisted", "delivered", "unknown", "refused"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, domain="harbor.example", script=None, block=[THIEF],
                  entry={"how": "password_guessed", "says": ["15 failed logins"]})
    server.never_named(NEW, PARTNER, "new@harbor.example")
    return server

"""Forty hosts of a hired network, and of another, send four letters each with a mailbox's password, to people who exist.
Debian's default log_selector tells no text, and no host alone says anything. Forty more send with another's, whose owner is on
holiday and has read nothing since the day before yesterday."""
from server import Server

BOX, OFFICE = "info@harbor.example", "192.0.2.21"
AWAY, OTHERS = "crew@harbor.example", [f"203.0.{114 + number % 9}.{number}" for number in range(30, 70)]
HOSTS = [f"{network}.{number}" for number in range(30, 50) for network in ("203.0.113", "198.51.100")]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales", "crew"])
    server.history({BOX: OFFICE, "sales@harbor.example": "192.0.2.22"})
    for ago in range(10, 1, -1):
        server.ordinary_day(AWAY, "192.0.2.23", ago)
    server.ordinary_day(BOX, OFFICE)
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    for number, at in enumerate(server.spread("12:10:00", "15:40:00", 160)):
        outcome = "greylisted" if number % 16 == 0 else "delivered"
        server.smtp_auth_message(BOX, HOSTS[number % 40], at, server.strangers(1), "Your invoice is ready", outcome,
                                 mechanism="plain_server", flood="stolen")
        server.smtp_auth_message(AWAY, OTHERS[number % 40], at + 7, server.strangers(1), "Your invoice is ready", outcome,
                                 mechanism="plain_server", flood="away")
    server.smtp_auth_message(BOX, OFFICE, "15:20:00", ["friend1@partner1.example"], "Thursday at ten?", "greylisted",
                             honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=HOSTS, spare_origins=[OFFICE])
    server.expect("away", "mailbox", account=AWAY, block=OTHERS)
    server.never_named("sales@harbor.example")
    return server

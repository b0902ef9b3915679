"""As thief_by_turns, no two letters with one subject, where logs are two days old: that the owner reads his mail in the
office tells that he is not where it comes from."""
from server import Server

BOX, OFFICE = "info@harbor.example", "192.0.2.21"
HOSTS = [f"203.0.113.{number}" for number in range(30, 70)]


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: OFFICE, "sales@harbor.example": "192.0.2.22"}, days=2)
    server.ordinary_day(BOX, OFFICE)
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    words = ["amber", "bridge", "candle", "desert", "ember", "forest", "garden", "harvest", "island", "jacket"]
    for number, at in enumerate(server.spread("11:10:00", "15:40:00", 120)):
        outcome = "greylisted" if number % 16 == 0 else "delivered"
        subject = f"The {words[number % 10]} of the {words[number // 10 % 10]} and a {words[(number * 7 + number // 40) % 10]}"
        server.smtp_auth_message(BOX, HOSTS[number % 40], at, server.strangers(1), subject, outcome, flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=HOSTS, spare_origins=[OFFICE])
    server.never_named("sales@harbor.example")
    return server

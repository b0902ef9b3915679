"""The logs are three days old. A library reads its mail over IPv6; its line's IPv4 it used once on each of the days before. By that it sends its new
opening hours today, in two letters to fifty each, and a letter to one. Clean. A thief who looked into the bakery's mailbox on one day sends the
same: named."""
from server import Server

LIBRARY, BAKERY, FOUR, THIEF = "info@library.example", "info@bakery.example", "82.176.69.176", "103.4.99.2"


def build(root):
    server = Server(root, layout="directadmin", exim="4.96")
    server.logs_begin = server.now - 3 * 86400
    for number, (box, days, place, flood) in enumerate(((LIBRARY, (2, 1), FOUR, None), (BAKERY, (1,), THIEF, "looked_in"))):
        server.account(box.split("@")[1].split(".")[0], box.split("@")[1], ["info"])
        for ago in (2, 1, 0):
            six = f"2001:db8:{number}1:8101::{ago * 7 + 1:x}"
            server.ordinary_day(box, six, ago, 2)
            for at in server.spread((ago, "08:00:00"), (ago, "15:30:00"), 4):
                server.login(box, six, at)
        for ago in days:
            server.login(box, place, (ago, "13:40:00"))
        server.smtp_auth_message(box, place, "10:26:00", ["ann@partner1.example"], "Thursday at ten?", flood=flood)
        for minute in (0, 10):
            server.smtp_auth_message(box, place, f"11:{minute:02d}:00", server.strangers(50, domains=40), "New opening hours",
                                     ("delivered",) * 19 + ("unknown",), flood=flood)
    server.expect("looked_in", "mailbox", account=BAKERY, block=[THIEF], counts=False)
    server.never_named("library", FOUR)
    return server

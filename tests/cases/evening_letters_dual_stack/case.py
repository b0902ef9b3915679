"""The logs hold two days. A teacher at home has IPv4 and IPv6, and each connection takes either: on the evening before one letter went by
IPv6, and she read by both; tonight two letters to thirty parents each go by one of each. A thief of her colleague's password, who looked in on
the eve from elsewhere, sends the same way by a machine with both."""
from server import Server

SITE, SCHOOL = "north.example", "84.17.6.9"
HOME, EVE = ("83.127.83.10", "2003:db:50b:e201:1c3:77f0:703e:360b"), "2003:db:50b:e201:261d:720b:6bef:2b7d"
THIEF = ("5.188.7.9", "2a02:6b8:77:1::9")


def circular(server, box, places, start, **fields):
    for number, place in enumerate(places):
        at = server.moment((1, f"{start}:{10 + number * 3}:00"))
        server.smtp_auth_message(box, place, at, server.strangers(30, domains=12, name="parent"), "Evening for parents on Thursday",
                                 ("delivered",) * 11 + ("unknown",), **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("north", SITE, ["anna", "ben"])
    for ago in (2, 1, 0):
        for box in ("anna", "ben"):
            for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "12:30:00"), 3)):
                server.login(f"{box}@{SITE}", SCHOOL, at - 60)
                if number < 2:
                    server.smtp_auth_message(f"{box}@{SITE}", SCHOOL, at, [f"friend{ago}{number}@home{number}.example"], f"Homework {ago}{number}")
    for hour, place in (("19:01", HOME[0]), ("19:50", EVE), ("20:23", HOME[0])):
        server.login(f"anna@{SITE}", place, (2, f"{hour}:00"))
    server.smtp_auth_message(f"anna@{SITE}", EVE, (2, "20:38:00"), ["friend7@home7.example"], "Trip to the zoo")
    server.login(f"anna@{SITE}", HOME[1], (1, "22:05:00"))
    circular(server, f"anna@{SITE}", HOME, 22)
    server.login(f"ben@{SITE}", THIEF[0], (2, "21:00:00"))
    server.login(f"ben@{SITE}", THIEF[0], (1, "22:50:00"))
    circular(server, f"ben@{SITE}", THIEF, 23, flood="ben")
    server.remote_message("198.51.100.20", (2, "15:35:00"), "friend@partner.example", f"ben@{SITE}", "As agreed")
    server.logs_begin = server.moment((2, "15:30:00"))
    server.expect("ben", "mailbox", account=f"ben@{SITE}", block=list(THIEF), spare_origins=[SCHOOL, *HOME])
    server.never_named(f"anna@{SITE}", *HOME)
    return server

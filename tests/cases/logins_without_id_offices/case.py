"""Six customers write from their offices, no subject is logged, and nothing tells who logs in. Somebody sends 200
letters under the name of one of them: his address alone is blocked, the offices are none of it."""
from unnamed_logins import customers

THIEF = "203.0.113.66"


def build(root, begin="13:00:00", end="15:00:00"):
    server, offices = customers(root, 6, daily=12, log="debian")
    for at in server.spread(begin, end, 200):
        server.smtp_auth_message("anna@cust0.example", THIEF, at, server.strangers(2), "Your parcel is waiting",
                                 ("delivered", "greylisted", "unknown"), helo="WIN-7QK2", flood="stolen")
    server.expect("stolen", "relay", account=None, block=[THIEF], spare_origins=list(offices.values()))
    server.never_named(*offices)
    return server

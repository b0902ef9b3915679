"""Six customers write from their offices, no subject is logged, and nothing tells who logs in. Somebody sends 200
letters under the name of one of them: his address alone is blocked, the offices are none of it."""
from server import Server
from unnamed_logins import forget_names

THIEF = "203.0.113.66"


def build(root):
    server = Server(root, layout="rhel", exim="4.96", log="debian")
    offices = {f"anna@cust{n}.example": f"192.0.2.{21 + n}" for n in range(6)}
    for n in range(6):
        server.account(f"cust{n}", f"cust{n}.example", ["anna"])
    server.history(offices, days=12, messages=12)
    for box, office in offices.items():
        server.ordinary_day(box, office, messages=14)
    for at in server.spread("13:00:00", "15:00:00", 200):
        server.smtp_auth_message("anna@cust0.example", THIEF, at, server.strangers(2), "Your parcel is waiting",
                                 ("delivered", "greylisted", "unknown"), helo="WIN-7QK2", flood="stolen")
    server.damage.append(forget_names)
    server.expect("stolen", "relay", account=None, block=[THIEF], spare_origins=list(offices.values()))
    server.never_named(*offices)
    return server

"""The logs are a day old. In an office where four people work, a scanner fails for a colleague who left, each minute since before the
logs begin, and in another where six have just come to work; elsewhere a telephone has an old password, beside the desk where its owner writes letters all day. Nobody logged in before
they failed. Beside them two who are named: a stranger who tries one mailbox as steadily, and one who opens three mailboxes of as many
customers and tries a fourth."""
from server import Server

OFFICE, EARLY, DESK, STRANGER, THIEF = "84.17.3.9", "84.17.4.9", "84.17.5.9", "203.0.113.77", "198.51.100.44"
PEOPLE = [f"{name}@harbor.example" for name in ("anna", "carl", "doris", "emil")]
CREW = [f"{name}@bridge.example" for name in ("gina", "hans", "iris", "jens", "kim", "lena")]
LEFT, MOVED, OWNER, TRIED, BOSS = "fred@harbor.example", "max@bridge.example", "info@mill.example", "info@club.example", "boss@tailor.example"
OPENED = ["info@tailor.example", "info@bakery.example", "info@garage.example"]


def fail(server, box, address, each, does):
    for number in range(int(23.5 * 3600 / each)):
        does(box, address, server.moment((1, "16:20:00")) + number * each)


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", [box.partition("@")[0] for box in (*PEOPLE, LEFT)])
    server.account("bridge", "bridge.example", [box.partition("@")[0] for box in (*CREW, MOVED)])
    for domain in ("mill", "club", "bakery", "garage"):
        server.account(domain, f"{domain}.example", ["info"])
    server.account("tailor", "tailor.example", ["info", "boss"])
    for person, box in enumerate(PEOPLE):
        for at in server.spread("08:00:00", "15:50:00", 7):
            server.login(box, OFFICE, at)
        for number, at in enumerate(server.spread("08:30:00", "15:30:00", 3)):
            server.smtp_auth_message(box, OFFICE, at, [f"client{person}{number}@firm{number}.example"], f"Offer {person}{number}")
    fail(server, LEFT, OFFICE, 60, server.smtp_auth_failure)
    for number, box in enumerate(CREW):
        server.login(box, EARLY, server.moment("15:00:00") + number * 300)
    fail(server, MOVED, EARLY, 60, server.failed_login)
    server.login(OWNER, DESK, "09:10:00")
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 6)):
        server.smtp_auth_message(OWNER, DESK, at, [f"friend{number}@partner{number}.example"], f"Re: order {number}")
    fail(server, OWNER, DESK, 30, server.failed_login)
    fail(server, TRIED, STRANGER, 30, server.failed_login)
    for box in OPENED:
        for at in server.spread("08:00:00", "15:50:00", 7):
            server.login(box, THIEF, at)
    fail(server, BOSS, THIEF, 60, server.failed_login)
    server.expect("guess", "inbound", block=[STRANGER, THIEF], counts=False)
    server.never_named("harbor", "bridge", "mill", OFFICE, EARLY, DESK)
    return server

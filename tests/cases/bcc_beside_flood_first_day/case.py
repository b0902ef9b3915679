"""The logs begin on the morning of a flood. The thief's first host sends two hundred letters to people of whom many do not exist; his second, in the
same hours, 45 others in Bcc to sixty people each, all of whom do. So many people are no owner's letters beside a flood: both are blocked."""
from server import Server

BOX, OWNER, LOUD, QUIET = "info@harbor.example", "87.4.153.189", "198.51.100.77", "203.0.113.40"
ROUGH, CLEAN = ("delivered", "unknown", "greylisted", "delivered", "spam", "delivered", "delivered"), ("delivered", "greylisted")


def flood(server, host, letters, people, about, outcome):
    for at in server.spread("10:00:00", "15:00:00", letters):
        server.smtp_auth_message(BOX, host, at, server.strangers(people, domains=60), f"{about} {server.random.randrange(1 << 20):x}", outcome,
                                 helo="User", flood="stolen")


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["info"])
    for at in ("08:35:13", "09:22:09", "11:33:53", "12:42:56", "13:31:45"):
        server.login(BOX, OWNER, at)
    flood(server, LOUD, 200, 1, "Your account", ROUGH)
    flood(server, QUIET, 45, 60, "Invoice", CLEAN)
    server.expect("stolen", "mailbox", account=BOX, block=[LOUD, QUIET], spare_origins=[OWNER])
    return server

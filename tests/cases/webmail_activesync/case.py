"""A thief's telephone writes by ActiveSync (Z-Push), as the owner's does: both reach Exim as a login from this server itself. The log names no subjects,
and no text of the mailing is like another. All that was behind his requests is taken, and nothing of hers."""
from server import Server

SITE, BOX, OWNER, THIEF = "tailor.example", "info@tailor.example", "84.61.9.20", "203.0.113.66"
PAGE = "/Microsoft-Server-ActiveSync"


def sync(server, address, at, to=(), subject="", outcome="delivered", **fields):
    telephone = "Apple-iPhone13C2/2101.55" if address == OWNER else "Android/14-EAS-2.0"
    server.request(SITE, address, at, f"{PAGE}?Cmd={'SendMail' if to else 'Ping'}&User={BOX}&DeviceId=8f{len(telephone)}", "POST", agent=telephone)
    server.login(BOX, "127.0.0.1", at + 0.1, lip="127.0.0.1", seconds=2)
    if to:
        server.smtp_auth_message(BOX, "127.0.0.1", at + 0.3, to, subject, outcome, helo="localhost", lip="127.0.0.1", tls=False, mailer="plain", **fields)


def build(root):
    server = Server(root, layout="hestia", exim="4.94")
    server.account("tailor", SITE, ["info"])
    for ago in range(6, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 25)):
            letter = {"to": [f"friend{number}@partner{number % 4}.example"], "subject": f"Offer {ago * 30 + number}"} if number % 8 == 3 else {}
            sync(server, OWNER, at, **letter, **({"honest": "stolen", "outcome": "greylisted"} if letter and ago == 0 else {}))
    words = "account order parcel invoice document voice payment notice".split()
    for number, at in enumerate(server.spread("12:00:00", "14:00:00", 60)):
        sync(server, THIEF, at, server.strangers(5, domains=60), f"{words[number % 8].capitalize()} {server.random.randrange(1 << 24):x}",
             ("delivered", "greylisted", "delivered", "unknown", "delivered", "delivered", "spam"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[OWNER, "127.0.0.1"])
    return server

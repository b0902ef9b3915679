"""A thief's telephone writes by ActiveSync (Z-Push), as the owner's does: both reach Exim as a login from this server itself. The log names no subjects,
and no text of the mailing is like another. All that was behind his requests is taken, and nothing of hers, who writes once in eight times that her telephone asks. A second owner's writes each
second time."""
from server import Server

THIEF, OWNERS = "203.0.113.66", {"tailor.example": ("84.61.9.20", 8), "joiner.example": ("88.4.7.31", 2)}
PAGE = "/Microsoft-Server-ActiveSync"


def sync(server, site, address, at, to=(), subject="", outcome="delivered", **fields):
    box, telephone = f"info@{site}", "Android/14-EAS-2.0" if address == THIEF else "Apple-iPhone13C2/2101.55"
    server.request(site, address, at, f"{PAGE}?Cmd={'SendMail' if to else 'Ping'}&User={box}&DeviceId=8f{len(telephone)}", "POST", agent=telephone)
    server.login(box, "127.0.0.1", at + 0.1, lip="127.0.0.1", seconds=2)
    if to:
        server.smtp_auth_message(box, "127.0.0.1", at + 0.3, to, subject, outcome, helo="localhost", lip="127.0.0.1", tls=False, mailer="plain", **fields)


def owners_days(server, site, owner, every):
    for ago in range(6, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 25)):
            letter = {"to": [f"friend{number}@partner{number % 4}.example"], "subject": f"Offer {ago * 30 + number}"} if number % every == 1 else {}
            sync(server, site, owner, at, **letter, **({"honest": site, "outcome": "greylisted"} if letter and ago == 0 else {}))


def build(root):
    server = Server(root, layout="hestia", exim="4.94", seed=7)
    words = "account order parcel invoice document voice payment notice".split()
    for site, (owner, every) in OWNERS.items():
        server.account(site.partition(".")[0], site, ["info"])
        owners_days(server, site, owner, every)
        for number, at in enumerate(server.spread("12:00:00", "14:00:00", 60)):
            sync(server, site, THIEF, at, server.strangers(5, domains=60), f"{words[number % 8].capitalize()} {server.random.randrange(1 << 24):x}",
                 ("delivered", "greylisted", "delivered", "unknown", "delivered", "delivered", "spam"), flood=site)
        server.expect(site, "mailbox", account=f"info@{site}", block=[THIEF], spare_origins=[owner, "127.0.0.1"])
    return server

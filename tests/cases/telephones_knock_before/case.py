"""A botnet of one hired network knocks at ActiveSync (Z-Push) for three days without a password, as often as a telephone asks; then it has one, and
each host writes ten letters to five people each, nearly all of whom exist. So many are no telephones of a mailbox's owner: all are blocked. Four more
hosts of other networks are of those whom nobody tells from his telephones, and eight, who knocked less, are blocked."""
from server import Server

BOX, SITE, OWNER, PAGE = "info@tailor.example", "tailor.example", "84.61.9.20", "/Microsoft-Server-ActiveSync"
HIRED = [f"203.0.113.{10 + number}" for number in range(10)]
LOUD, REST = [f"198.18.{number}.9" for number in range(4)], [f"198.19.{number}.9" for number in range(8)]


def post(server, address, at, command):
    server.request(SITE, address, at, f"{PAGE}?Cmd={command}&User={BOX}&DeviceId=8f{address[-1]}", "POST", agent="Android/14-EAS-2.0")


def sync(server, address, at, to=(), subject="", outcome="delivered", **fields):
    post(server, address, at, "SendMail" if to else "Ping")
    server.login(BOX, "127.0.0.1", at + 0.1, lip="127.0.0.1", seconds=2)
    if to:
        server.smtp_auth_message(BOX, "127.0.0.1", at + 0.3, to, subject, outcome, helo="localhost", lip="127.0.0.1", tls=False, mailer="plain", **fields)


def build(root):
    server = Server(root, layout="hestia", exim="4.94", seed=7)
    server.account("tailor", SITE, ["info"])
    for ago in range(6, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "09:50:00"), 25)):
            letter = {"to": [f"friend{number}@partner{number % 4}.example"], "subject": f"Offer {ago * 30 + number}"} if number % 8 == 1 else {}
            sync(server, OWNER, at, **letter)
    for ago in (4, 3, 2):
        for host in HIRED + LOUD + REST:
            for at in server.spread((ago, "09:00:00"), (ago, "15:00:00"), 9 if host in LOUD else 5):
                post(server, host, at, "Ping")
    for host in HIRED + LOUD + REST:
        for number, at in enumerate(server.spread("10:30:00", "15:00:00", 10)):
            mark = {} if host in LOUD else {"flood": "stolen"}
            outcome = "delivered" if host in LOUD else ("delivered",) * 13 + ("greylisted",) * 4 + ("unknown",)
            sync(server, host, at, server.strangers(5, domains=60), f"Order {server.random.randrange(1 << 24):x}", outcome, **mark)
    server.expect("stolen", "mailbox", account=BOX, counts=False, block=HIRED + REST, spare_origins=[OWNER, "127.0.0.1"])
    return server

"""Nobody guessed: a stranger comes with the right password, reads the mail, sets a forwarder and a filter, and
sends. Another mailbox's old forwarder is not told."""
from server import Server

BOX, OWNER, THIEF = "info@harbor.example", "192.0.2.21", "203.0.113.11"


def build(root):
    server = Server(root, layout="cpanel")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: OWNER, "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day(BOX, OWNER)
    server.failed_login(BOX, OWNER, (3, "08:00:00"))
    server.login(BOX, THIEF, "10:02:00")
    server.login(BOX, THIEF, "10:40:00")
    for at in server.spread("12:00:00", "15:30:00", 120):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(1), "Your parcel is waiting",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.file("/etc/valiases/harbor.example",
                f"sales@harbor.example: old@partner1.example\n{BOX}: {BOX}, drop77@elsewhere.example\n*: :fail: no\n",
                server.days_since("10:20:00"))
    server.file("/home/harbor/etc/harbor.example/info/filter", "$header_subject: contains \"password\"\n",
                server.days_since("10:21:00"))
    server.file("/home/harbor/mail/harbor.example/info/.dovecot.sieve", "keep;\n", 90)
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[OWNER],
                  entry={"how": "password_known", "address": THIEF, "at": "10:02:00",
                         "says": ["Nobody guessed", "stolen elsewhere", "no failed login"],
                         "also": ["logged in by IMAP 2 times", "drop77@elsewhere.example",
                                  "/etc/valiases/harbor.example, changed 23 Nov 10:20", "it has filters"]})
    server.never_named("sales@harbor.example")
    return server


def check(document):
    told = " ".join(document["incidents"][0]["entry"]["also"])
    return [f"tells of {words}: {told}" for words in ("old@partner1", "Sieve") if words in told]

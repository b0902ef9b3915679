"""A service whose page mails reports, with a login of its own, for companies whose programs call it and look at nothing."""
from server import Server
from services import ROBOT

SITE, LOGIN = "reports.example", "app@reports.example"
CALLERS = [f"198.51.100.{10 + number}" for number in range(4)]
THIEVES = ["203.0.113.77", "192.0.2.188"]
OUTCOMES = ("delivered", "greylisted", "unknown", "delivered", "spam", "delivered")


def report(server, at, to, subject, outcome="delivered", **fields):
    return server.smtp_auth_message(LOGIN, "127.0.0.1", at + 0.6, [to], subject, outcome, helo=SITE, tls=False, lip="127.0.0.1",
                                    mailer="plain", **fields)


def service(root, days=12, page="/api/v1/messages", **options):
    server = Server(root, **{"layout": "cpanel", "exim": "4.96", **options})
    server.account("reports", SITE, ["app", "info"])
    server.history({f"info@{SITE}": "192.0.2.41"}, days=days)
    server.php_file(SITE, "/index.php")
    for ago in range(days, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:50:00"), 30)):
            server.request(SITE, CALLERS[number % 4], at, page, "POST", agent="client/2.1")
            marks = {"honest": "thief"} if ago == 0 else {}
            report(server, at, f"user{(ago * 7 + number) % 300}@home{number % 50}.example", f"Your report {ago * 30 + number}",
                   "greylisted" if ago == 0 and number % 8 == 3 else "delivered", **marks)
    return server


def steal_key(server, page="/api/v1/messages"):
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 240)):
        server.request(SITE, THIEVES[number % 2], at, page, "POST", agent=ROBOT)
        report(server, at, server.strangers(1, domains=60)[0], "Your parcel is held", OUTCOMES[number % 6], flood="thief")
    server.expect("thief", "mailbox", counts=False, account=LOGIN, block=THIEVES, spare_origins=CALLERS)
    return server

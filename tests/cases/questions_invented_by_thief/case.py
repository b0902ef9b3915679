"""A thief writes to another mailbox of the company under the name of each of his victims first, six hundred from one computer with ever
other addresses of its IPv6 network, so that what he sends by the stolen one looks like a helpdesk's receipts. A fifth of them does not exist,
and a tenth calls it spam: he is named. A helpdesk elsewhere, on its first day as well, answers people of one large provider, whose hosts of
today never wrote here, as others beside them did. It is fine."""
from server import Server

STOLEN, OWNER, DESK = "info@mill.example", "192.0.2.33", "support@club.example"
ASKER = [f"3fff:2e:9b07:{number + 1:x}::{number + 9:x}" for number in range(120)]
MACHINES = ("18.196.210.4", "18.196.215.90", "52.58.44.7", "3.120.9.200")
THIEF = [f"45.137.{number * 23 % 250}.{number + 20}" for number in range(10)]
FATES = ("delivered", "delivered", "delivered", "unknown", "delivered", "spam", "unknown", "delivered", "greylisted", "delivered")


def build(root):
    server = Server(root, layout="hestia", exim="4.98", log="cpanel")
    server.account("mill", "mill.example", ["info", "sales"])
    server.account("club", "club.example", ["support", "info"])
    server.history({STOLEN: OWNER, DESK: "192.0.2.62"}, days=8)
    server.ordinary_day(STOLEN, OWNER)
    server.ordinary_day(DESK, "192.0.2.62", messages=0)
    for number, at in enumerate(server.spread("11:00:00", "13:00:00", 600)):
        victim = server.strangers(1, domains=80, name="victim")[0]
        server.remote_message(ASKER[number % 120], at, victim, "sales@mill.example", f"Question {number}", name="mx.elsewhere.example")
        server.smtp_auth_message(STOLEN, THIEF[number % 10], at + 60, [victim], "Your parcel is waiting", FATES[number % 10], flood="thief")
    server.expect("thief", "mailbox", account=STOLEN, block=THIEF, spare_origins=[OWNER], counts=False)
    for number, at in enumerate(server.spread((5, "08:00:00"), (2, "16:00:00"), 20)):
        server.remote_message(f"85.13.128.{number + 7}", at, f"reader{number}@provider.example", "info@club.example", "Hello", name=f"out{number}.provider.example")
    for number, at in enumerate(server.spread("07:00:00", "15:20:00", 60)):
        who, host = f"asker{number}@provider.example", number % 30 + 40
        server.remote_message(f"85.13.128.{host}", at, who, DESK, f"Question {number}", name=f"out{host}.provider.example")
        for later, text in ((90, f"[#{7000 + number}] We have your request"), (900 + number * 37, f"[#{7000 + number}] Re: Question {number}")):
            if at + later < server.now - 60:
                server.smtp_auth_message(DESK, MACHINES[(number + later) % 4], at + later, [who], text,
                                         "unknown" if number % 7 == 3 else "delivered", helo="worker-3", mailer="plain")
    server.never_named(DESK, "club", *MACHINES)
    return server

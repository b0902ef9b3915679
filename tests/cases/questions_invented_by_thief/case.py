"""A thief writes to another mailbox of the company under the name of each of his victims first, six hundred from one host, so that what he
sends by the stolen one looks like a helpdesk's receipts. A fifth of them does not exist, and a tenth calls it spam: he is named, and so is
the host of the questions. helpdesk_of_first_day has an honest one."""
from server import Server

STOLEN, OWNER, ASKER = "info@mill.example", "192.0.2.33", "203.0.113.91"
THIEF = [f"45.137.{number * 23 % 250}.{number + 20}" for number in range(10)]
FATES = ("delivered", "delivered", "delivered", "unknown", "delivered", "spam", "unknown", "delivered", "greylisted", "delivered")


def build(root):
    server = Server(root, layout="hestia", exim="4.98", log="cpanel")
    server.account("mill", "mill.example", ["info", "sales"])
    server.history({STOLEN: OWNER}, days=8)
    server.ordinary_day(STOLEN, OWNER)
    for number, at in enumerate(server.spread("11:00:00", "13:00:00", 600)):
        victim = server.strangers(1, domains=80, name="victim")[0]
        server.remote_message(ASKER, at, victim, "sales@mill.example", f"Question {number}", name="mx.elsewhere.example")
        server.smtp_auth_message(STOLEN, THIEF[number % 10], at + 60, [victim], "Your parcel is waiting", FATES[number % 10], flood="thief")
    server.expect("thief", "mailbox", account=STOLEN, block=THIEF, spare_origins=[OWNER], counts=False)
    server.expect("asker", "inbound", block=[ASKER], counts=False)
    return server

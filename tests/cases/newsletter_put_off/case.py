"""A first newsletter, from the customer's desk: three big providers put a tenth of it off for its rate and take it at the
next try, and nobody refuses it. Another customer's password is stolen, and the same providers refuse that spam."""
from server import Server

BOX, STOLEN = "info@harbor.example", "desk@lakeside.example"
BIG = ["bigmail.example", "hugemail.example", "freemail.example"]


def build(root):
    server = Server(root)
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("lakeside", "lakeside.example", ["desk"])
    deliver = server.exim.deliver
    server.exim.deliver = lambda message, at, to, outcome, top=None: deliver(
        message, at, to, "rate_limited" if outcome == "greylisted" and message.login == BOX else outcome, top)
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.21", STOLEN: "192.0.2.31"}, days=20)
    server.ordinary_day(BOX, "192.0.2.21")
    server.ordinary_day(STOLEN, "192.0.2.31")
    for number, at in enumerate(server.spread("10:00:00", "12:30:00", 400)):
        domain = BIG[number // 2 % 3] if number % 2 == 0 else f"town{number % 60}.example"
        server.smtp_auth_message(BOX, "192.0.2.21", at, [f"customer{number}@{domain}"], "Our new catalogue",
                                 "greylisted_first" if number % 10 == 0 else "delivered", mailer="plain",
                                 extra_headers=[("List-Unsubscribe", "<mailto:leave@harbor.example>")])
    thieves = ["203.0.113.11", "198.51.100.13"]
    for number, at in enumerate(server.spread("11:00:00", "15:40:00", 90)):
        server.smtp_auth_message(STOLEN, thieves[number % 2], at, server.strangers(2), "Your parcel is waiting",
                                 ("greylisted", "unknown", "spam", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=STOLEN, block=thieves, spare_origins=["192.0.2.31", "192.0.2.21"])
    server.never_named(BOX, "harbor", "harbor.example")
    return server

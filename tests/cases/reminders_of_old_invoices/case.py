"""A firm's clerk reminds a hundred and twenty debtors of old invoices, by a letter each, from the desk where the mailbox is read and writes
on every day: one in six is gone, for who does not pay moves. Clean. In the same hour an infected computer in another firm's office writes
as many such letters, of which one in three goes to nobody."""
from server import Server

BILLING, DESK, STOLEN, OFFICE = "billing@mill.example", "192.0.2.31", "info@harbor.example", "192.0.2.21"


def build(root):
    server = Server(root, layout="directadmin", exim="4.96", log="cpanel")
    server.account("mill", "mill.example", ["billing"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({BILLING: DESK, STOLEN: OFFICE}, days=10)
    server.ordinary_day(BILLING, DESK)
    server.ordinary_day(STOLEN, OFFICE)
    for number, at in enumerate(server.spread("11:00:00", "11:12:00", 120)):
        server.smtp_auth_message(BILLING, DESK, at, server.strangers(1, name="debtor", domains=40), f"Second reminder of invoice {4000 + number * 7}",
                                 "unknown" if number % 6 == 2 else "greylisted" if number % 30 == 4 else "delivered")
    for number, at in enumerate(server.spread("11:00:00", "11:40:00", 120)):
        server.smtp_auth_message(STOLEN, OFFICE, at, server.strangers(1, domains=40), f"Final notice of invoice {9000 + number * 3}",
                                 "unknown" if number % 3 == 1 else "greylisted" if number % 30 == 4 else "delivered", flood="infected")
    server.expect("infected", "mailbox", account=STOLEN, block=[], spare_origins=[OFFICE], counts=False)
    server.never_named(BILLING, DESK)
    server.expect_note("this may be honest: its owner writes so from his desk, to customers of years")
    return server

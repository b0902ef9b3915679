"""Six hosts send with the harbor's login, a few letters each, as ever other people of a bank, none like another; hardly an
address is dead. The mill's website elsewhere lends its login to its visitors, and has a new host since today: it writes as
ever other people too, as it did on other days."""
from all_different import outcomes, subject
from server import Server

BOX, LENT, OLD, NEW = "info@harbor.example", "web@mill.example", "192.0.2.77", "84.17.3.9"
THIEVES = [f"203.{number}.113.{40 + number}" for number in range(6)]


def build(root):
    server = Server(root, layout="debian", log="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["info"])
    server.account("mill", "mill.example", ["web", "anna"])
    server.history({BOX: "192.0.2.21", "anna@mill.example": "192.0.2.31"}, days=9)
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:40:00"), 25)):
            server.smtp_auth_message(LENT, OLD if ago else NEW, at, ["anna@mill.example"], subject(server), mailer="plain",
                                     sender=f"visitor{ago}x{number}@place{number}.example")
    for number, at in enumerate(server.spread("11:00:00", "15:30:00", 60)):
        to = server.strangers(1, domains=60)
        server.smtp_auth_message(BOX, THIEVES[number % 6], at, to, subject(server), outcomes(server, to, 30, number),
                                 sender=f"billing{number}@bank.example", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=THIEVES, spare_origins=["192.0.2.21"])
    server.never_named(LENT, "mill", NEW, OLD)
    return server

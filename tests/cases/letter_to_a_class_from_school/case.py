"""A teacher reads his mail at school for an hour and writes one letter to the parents of two classes; he had written to a few of them before,
and three have moved. At home his telephone reads on. A thief who reads the bakery's mailbox as long sends such a letter, too, and then
the next ones: it is named."""
from server import Server

TEACHER, SCHOOL, BAKERY, THIEF = "tom@teacher.example", "203.0.113.99", "info@bakery.example", "198.51.100.77"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("teacher", "teacher.example", ["tom"])
    server.account("bakery", "bakery.example", ["info"])
    homes = {TEACHER: "192.0.2.21", BAKERY: "192.0.2.33"}
    server.history(homes, days=14)
    for box, home in homes.items():
        server.ordinary_day(box, home, until="15:50:00")
    for box, address in ((TEACHER, SCHOOL), (BAKERY, THIEF)):
        for at in ("10:00:00", "10:15:00", "10:30:00", "10:45:00"):
            server.login(box, address, at)
    parents = [f"friend{number}@partner{number % 4}.example" for number in range(8)] + server.strangers(52, domains=40, name="parent")
    server.smtp_auth_message(TEACHER, SCHOOL, "11:00:00", parents, "Class trip on Friday",
                             {to: "unknown" if number % 18 == 13 else "delivered" for number, to in enumerate(parents)}, helo="school-nb")
    for number in range(5):
        server.smtp_auth_message(BAKERY, THIEF, f"11:{number}0:00", server.strangers(60, domains=40), "Class trip on Friday",
                                 ("delivered",) * 17 + ("unknown",), helo="school-nb", flood="stolen")
    server.expect("stolen", "mailbox", account=BAKERY, block=[THIEF], spare_origins=[homes[BAKERY]])
    server.never_named(TEACHER, "teacher", SCHOOL)
    server.expect_note("this may be honest: a letter to a class or a club goes out so")
    return server

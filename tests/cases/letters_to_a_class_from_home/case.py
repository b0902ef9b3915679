"""A teacher writes to two classes from home, a letter each, by the address that his line has besides the one he mostly comes
by: he read his mail by it twice, three and five days ago. Four parents have moved. The logs are six days old."""
from server import Server

TEACHER, SCHOOL, HOME, HOME_V6 = "tom@teacher.example", "192.0.2.21", "203.0.113.99", "3fff:1e:cdbe:c401"


def build(root):
    server = Server(root, layout="cpanel")
    server.account("teacher", "teacher.example", ["tom"])
    server.history({TEACHER: SCHOOL}, days=6)
    server.ordinary_day(TEACHER, SCHOOL, until="15:00:00")
    for day in (5, 3, 1):
        for at in ("19:00:00", "20:29:00"):
            server.login(TEACHER, f"{HOME_V6}::{day}", (day, at))
    for day in (5, 3):
        server.login(TEACHER, HOME, (day, "19:40:00"))
    for number in range(2):
        server.smtp_auth_message(TEACHER, HOME, f"15:1{number * 4}:00", server.strangers(30, domains=12, name="parent"), "Evening for parents on Thursday",
                                 ("delivered",) * 14 + ("unknown",))
    server.never_named(TEACHER, "teacher", HOME, SCHOOL)
    return server

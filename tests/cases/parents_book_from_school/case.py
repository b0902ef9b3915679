"""Three hundred parents book a teacher's hour within the same hour; thirty of them, and sixty of another school, do so by their school's one
address. Each looks first and presses once; of the thirty four mistype, of the others as many as on any day. Clean."""
from server import Server

SITE, PAGE = "school.example", "/booking.php"
SCHOOL, OTHER_SCHOOL = "198.51.100.9", "198.51.100.77"


def book(server, address, at, outcome="delivered"):
    server.visit(SITE, address, at - 60, ("/", PAGE))
    server.request(SITE, address, at, PAGE, "POST")
    server.php_mail(SITE, PAGE, at + 0.3, server.strangers(1, name="parent", domains=40), "Your booking", outcome, php_log=False,
                    sender=f"info@{SITE}")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("school", SITE, ["info"])
    server.php_file(SITE, PAGE)
    server.history({f"info@{SITE}": "192.0.2.41"})
    for ago in range(10, 0, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 8)):
            book(server, f"84.20.{ago * 9 + number}.7", at)
    for number, at in enumerate(server.spread("13:00:00", "14:00:00", 300)):
        address = SCHOOL if number % 10 == 4 else OTHER_SCHOOL if number % 5 == 2 else f"84.{30 + number // 200}.{number % 200}.9"
        mistypes = number in (44, 104, 194, 264) or number in (52, 202) or number % 60 == 9
        book(server, address, at, "unknown" if mistypes else "greylisted" if number % 30 == 3 else "delivered")
    server.never_named("school", SITE, SCHOOL, OTHER_SCHOOL)
    return server

"""A theme that a customer had made mails his circular by its index.php, which he calls from his desk after he looked at his pages. That such
files are parts of pages, and no programs, is told of those that strangers call. Clean."""
from server import Server

SITE, PROGRAM, DESK = "bakery.example", "/wp-content/themes/own/index.php", "192.0.2.22"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.php_file(SITE, PROGRAM, 500)
    server.history({f"shop@{SITE}": DESK}, days=12)
    for number in range(4):
        server.request(SITE, DESK, server.moment("11:50:00") + number * 60, f"/wp-admin/admin.php?page={number}")
    server.request(SITE, DESK, "11:59:59", PROGRAM, "POST")
    for number in range(150):
        server.php_mail(SITE, PROGRAM, server.moment("12:00:00") + number, server.strangers(1), "News",
                        "unknown" if number % 20 == 0 else "delivered", php_log=False, sender=f"shop@{SITE}")
    server.never_named("bakery", SITE, DESK)
    return server

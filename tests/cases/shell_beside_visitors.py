"""A shell among a shop's uploads mails for three hours, and its site is looked at every day."""
from server import Server
from services import ROBOT

SITE, SHELL = "bakery.example", "/wp-content/uploads/2026/sess.php"


def shell_beside_visitors(root, driver, visitor, visits):
    """`visitor(number)`: the address of a day's visit. The server, and the shell's file."""
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.22"}, days=12)
    file = server.php_file(SITE, SHELL, 2)
    for ago in range(5, -1, -1):
        for number, at in enumerate(server.spread((ago, "05:00:00"), (ago, "15:30:00"), visits)):
            server.visit(SITE, visitor(number), at, ("/", "/style.css", "/cakes/"))
    for at in server.spread("12:00:00", "15:00:00", 80):
        server.request(SITE, driver, at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.4, server.strangers(2), "Final notice", ("delivered", "unknown", "greylisted"),
                        php_log=False, flood="shell")
    return server, file

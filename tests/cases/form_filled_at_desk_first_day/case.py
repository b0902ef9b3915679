"""The logs are a day old. A club's clerk has read its mail all morning when she enters ninety registrations that came by post into the
form of its own site, which confirms each to the member; some of the addresses are misspelt. A stranger does the same with a choir's
form, to people of his list."""
from server import Server

PAGE = "/contact.php"
CLERK, STRANGER = "84.17.3.9", "203.0.113.77"


MISSPELT = ("delivered",) * 19 + ("unknown",)


def enter(server, site, address, count, **fields):
    owner = f"info@{site}"
    for number, at in enumerate(server.spread("11:00:00", "14:00:00", count)):
        server.request(site, address, at - 20, PAGE)
        server.request(site, address, at, PAGE, "POST")
        server.php_mail(site, PAGE, at + 0.3, server.strangers(1, domains=20), "Your registration", MISSPELT, php_log=False,
                        sender=owner, **fields)
        server.php_mail(site, PAGE, at + 0.6, [owner], "Registration", "delivered", php_log=False, sender=owner, **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    for name in ("club", "choir"):
        server.account(name, f"{name}.example", ["info"])
        server.php_file(f"{name}.example", PAGE)
        for hour in (8, 12, 15):
            server.visit(f"{name}.example", f"192.0.2.{100 + hour}", f"{hour:02}:10:00", ("/", "/about.html"))
    for at in (server.moment("07:30:00"), *server.spread("07:40:00", "15:30:00", 8)):
        server.login("info@club.example", CLERK, at)
        server.login("info@choir.example", "84.17.5.9", at)
    server.visit("club.example", CLERK, "10:50:00", ("/", "/members.html", PAGE))
    server.visit("choir.example", STRANGER, "10:50:00", ("/", "/members.html", PAGE))
    enter(server, "club.example", CLERK, 90)
    enter(server, "choir.example", STRANGER, 90, flood="robot")
    server.expect("robot", "form", system_user="choir", domain="choir.example", script="/home/choir/public_html/contact.php",
                  block=[STRANGER], counts=False)
    server.never_named("club", "info@club.example", CLERK)
    return server

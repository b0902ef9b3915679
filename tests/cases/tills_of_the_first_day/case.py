"""The logs begin this morning, and no web log was copied. Five tills of a bakery's shops, each by another address of one carrier, send their
buyers receipts by the login of one mailbox; some buyers mistyped their address. The mailbox is read at the office. Clean."""
from server import Server

BOX, OFFICE = "tills@bakery.example", "192.0.2.41"
TILLS = [f"109.40.{number * 37 + 8}.{number + 20}" for number in range(5)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("bakery", "bakery.example", ["tills"])
    for at in server.spread("08:00:00", "15:00:00", 6):
        server.login(BOX, OFFICE, at)
    for number, at in enumerate(server.spread("07:30:00", "15:40:00", 120)):
        server.smtp_auth_message(BOX, TILLS[number % 5], at, [f"buyer{number}@town{number % 30}.example"], f"Your receipt {5000 + number * 17}",
                                 "unknown" if number % 18 == 7 else "greylisted" if number % 15 == 4 else "delivered", helo=f"till{number % 5}",
                                 mailer="plain")
    server.forget_logs("apache2/*")
    server.never_named("bakery", BOX, OFFICE, *TILLS)
    return server

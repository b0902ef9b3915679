"""A webmail that nobody knows as one stands under an account of its own, and one user after another sits before it. A thief writes to
hundreds: his address is found in the webmail's access log and blocked, and a colleague whose page asks for news each minute is not."""
from server import Server

WEBMAIL, BOX, COLLEAGUE, THIEF, DESK = "mail.hosting.example", "info@lakeside.example", "sales@lakeside.example", "203.0.113.66", "198.51.100.77"


def sit_down(server, box, address, when):
    at = server.visit(WEBMAIL, address, when, ("/", "/static/app.css", "/static/app.js"))
    server.request(WEBMAIL, address, at, "/?/Login/", "POST")
    server.login(box, "127.0.0.1", at + 0.3, lip="127.0.0.1")
    return at + 20


def write(server, box, address, at, to, subject, outcome, **fields):
    server.request(WEBMAIL, address, at, "/?/Ajax/", "POST")
    server.smtp_auth_message(box, "127.0.0.1", at + 0.6, to, subject, outcome, helo=WEBMAIL, tls=False, lip="127.0.0.1", **fields)


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("lakeside", "lakeside.example", ["info", "sales"])
    server.account("post", WEBMAIL)
    server.history({BOX: "192.0.2.41"}, days=8)
    server.php_file(WEBMAIL, "/index.php", days_old=500)
    for ago in range(8, -1, -1):
        at = sit_down(server, COLLEAGUE, DESK, (ago, "09:00:00"))
        for number in range(5):
            write(server, COLLEAGUE, DESK, at + number * 3000, [f"friend{number}@partner{number}.example"], f"Offer {ago * 5 + number}", "delivered")
        for number in range(330):
            server.request(WEBMAIL, DESK, at + 40 + number * 61, "/?/Ajax/", "POST")
    sit_down(server, BOX, THIEF, "12:01:00")
    for at in server.spread("12:03:00", "14:50:00", 240):
        write(server, BOX, THIEF, at, server.strangers(3), "Your invoice is overdue", ("greylisted", "unknown", "delivered"), flood="invoice")
    server.expect("invoice", "mailbox", account=BOX, script=None, block=[THIEF], spare_origins=[DESK, "127.0.0.1", "192.0.2.41"])
    server.never_named(COLLEAGUE)
    return server

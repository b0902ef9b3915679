"""A shell among uploads logs in over loopback, with the password that it found in the shop's own settings, and writes to a list of which hardly
anybody is gone. The shop's page sends its orders by the same login. That a program lies there is as strong a sign as where it mails by itself."""
from server import Server
from services import ROBOT

SITE, BOX, SHELL, DRIVER = "dentist.example", "shop@dentist.example", "/wp-content/uploads/2026/11/f.php", "203.0.113.66"


def by_login(server, at, to, subject, outcome="delivered", **fields):
    server.smtp_auth_message(BOX, "127.0.0.1", at, [to], subject, outcome, helo="localhost", lip="127.0.0.1", mailer="plain", **fields)


def build(root):
    server = Server(root, layout="directadmin", log="cpanel", exim="4.98")
    server.account("dentist", SITE, ["info", "shop"])
    server.history({f"info@{SITE}": "192.0.2.21"}, days=10)
    script = server.php_file(SITE, SHELL, days_old=2)
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "12:00:00"), 5)):
            server.request(SITE, f"192.0.2.{60 + ago * 5 + number}", at, "/index.php", "POST")
            by_login(server, at + 0.5, f"buyer{ago}x{number}@town{number}.example", f"Order {ago * 40 + number}", **({} if ago else {"honest": "shell"}))
    for number, at in enumerate(server.spread("13:00:00", "15:00:00", 80)):
        server.request(SITE, DRIVER, at, SHELL, "POST", agent=ROBOT)
        for letter, to in enumerate(server.strangers(3, domains=80)):
            turn = number * 3 + letter
            by_login(server, at + 0.4 + letter * 0.3, to, f"Document {turn * 7919 % 99991:x}",
                     "unknown" if turn % 30 == 4 else "spam" if turn % 60 == 9 else "greylisted" if turn % 8 == 1 else "delivered", flood="shell")
    server.expect("shell", "mailbox", account=BOX, script=script, block=[DRIVER], spare_origins=["127.0.0.1"])
    return server

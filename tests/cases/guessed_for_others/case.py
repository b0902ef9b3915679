"""Who guesses a password leaves it to others: one looks in by IMAP once, another sends himself a test letter, and hours later strangers send
with it. The guesser is told and blocked beside them. An owner's telephone that failed as often is his, since he reads there afterwards, and
so is a guest house where he mistyped it a dozen times and then looked at his mail three times."""
from server import Server

BOX, SHOP = "info@harbor.example", "orders@mill.example"
GUESSER, TESTER, TELEPHONE, GUEST_HOUSE = "198.51.100.201", "198.51.100.77", "192.0.2.99", "84.17.11.9"


def send_spam(server, box, addresses, flood, start):
    for number, at in enumerate(server.spread((0, start), (0, "15:30:00"), 60)):
        server.smtp_auth_message(box, addresses[number % len(addresses)], at, server.strangers(1), f"Your parcel {flood} is waiting",
                                 ("greylisted", "unknown", "delivered"), flood=flood)


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["info"])
    server.account("mill", "mill.example", ["orders"])
    server.history({BOX: "192.0.2.21", SHOP: "192.0.2.42"})
    server.ordinary_day(BOX, "192.0.2.21")
    server.ordinary_day(SHOP, "192.0.2.42")
    for at in server.spread("06:00:00", "07:00:00", 40):
        server.failed_login(BOX, GUESSER, at)
    server.login(BOX, GUESSER, server.moment("07:01:00"))
    for at in server.spread("06:30:00", "07:30:00", 18):
        server.failed_login(BOX, TELEPHONE, at)
    for at in server.spread("07:40:00", "15:00:00", 12):
        server.login(BOX, TELEPHONE, at)
    for at in server.spread("09:00:00", "09:10:00", 12):
        server.failed_login(BOX, GUEST_HOUSE, at)
    for at in ("09:11:00", "09:30:00", "10:00:00"):
        server.login(BOX, GUEST_HOUSE, at)
    send_spam(server, BOX, ("203.0.113.11", "203.0.113.12"), "read", "12:00:00")
    for at in server.spread("08:00:00", "09:00:00", 17):
        server.smtp_auth_failure(SHOP, TESTER, at)
    server.smtp_auth_message(SHOP, TESTER, server.moment("09:02:00"), ["drop@letterbox.example"], "mail.mill.example|587|orders")
    send_spam(server, SHOP, ("203.0.113.31", "203.0.113.32"), "tested", "13:00:00")
    server.expect("read", "mailbox", account=BOX, block=["203.0.113.11", "203.0.113.12", GUESSER], spare_origins=["192.0.2.21", TELEPHONE, GUEST_HOUSE],
                  entry={"how": "password_guessed", "address": GUESSER, "says": ["40 failed logins for this mailbox from"]})
    server.expect("tested", "mailbox", account=SHOP, block=["203.0.113.31", "203.0.113.32", TESTER], spare_origins=["192.0.2.42"],
                  entry={"how": "password_guessed", "address": TESTER, "says": ["17 failed logins for this mailbox from"]})
    server.expect("guessing", "inbound", block=[GUESSER], spare_origins=[TELEPHONE], counts=False)
    server.never_named(TELEPHONE, GUEST_HOUSE)
    return server

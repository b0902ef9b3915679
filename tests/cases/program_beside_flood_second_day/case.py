"""The logs are two days old, and name no subjects. A program writes a few notices on both days by a mailbox that nobody reads; today another host sends
two hundred letters by its login, of which few fail. The program's host was there on the day before: it is not blocked."""
from server import Server

BOX, PROGRAM, THIEF = "app@library.example", "93.51.213.48", "198.51.100.77"


def build(root):
    server = Server(root, layout="debian", exim="4.92")
    server.account("library", "library.example", ["app"])
    for ago in (1, 0):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:30:00"), 20)):
            server.smtp_auth_message(BOX, PROGRAM, at, [f"client{ago}x{number}@firm{number}.example"], f"Notice {ago} {number}", helo="app.local",
                                     mailer="plain")
    for number, at in enumerate(server.spread("13:00:00", "15:30:00", 200)):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(1, domains=60), f"Your account {server.random.randrange(1 << 20):x}",
                                 "unknown" if number % 25 == 3 else "spam" if number % 28 == 4 else "greylisted" if number % 8 == 1 else "delivered",
                                 helo="User", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[PROGRAM])
    server.logs_begin = server.now - 2 * 86400
    return server

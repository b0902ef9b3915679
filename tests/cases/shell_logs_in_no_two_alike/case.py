"""As shell_with_stolen_login, but no two of the shell's letters are alike, and it sends by the login of the shop's own page, whose
orders go on. That a file among uploads has them sent is what tells."""
from server import Server
from services import ROBOT

SITE, TARGET, BOX, DRIVER = "bakery.example", "/wp-content/uploads/2026/s.php", "shop@bakery.example", "203.0.113.90"
WORDS = "parcel account notice urgent secure transfer bonus winner document signature".split()


def send(server, at, to, subject, outcome="delivered", **fields):
    server.smtp_auth_message(BOX, "127.0.0.1", at + 0.4, [to], subject, outcome, helo=SITE, tls=False, lip="127.0.0.1", mailer="plain", **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop", "info"])
    server.history({f"info@{SITE}": "192.0.2.41"}, days=10)
    server.php_file(SITE, "/index.php")
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:40:00"), 6)):
            at = server.visit(SITE, f"192.0.{3 + ago}.{20 + number}", at, ("/", "/cart/"))
            server.request(SITE, f"192.0.{3 + ago}.{20 + number}", at, "/checkout/", "POST")
            send(server, at, f"buyer{ago}x{number}@town{number}.example", f"Order {ago * 30 + number}",
                 "greylisted" if ago == 0 and number % 2 else "delivered", **({"honest": "shell"} if ago == 0 else {}))
    shell = server.php_file(SITE, TARGET, days_old=1)
    for number, at in enumerate(server.spread("12:30:00", "15:30:00", 30)):
        server.request(SITE, DRIVER, at, TARGET, "POST", agent=ROBOT)
        for to in server.strangers(6, domains=60):
            subject = f"{' '.join(server.random.sample(WORDS, 3))} {server.random.randrange(1 << 24):x}"
            send(server, at, to, subject, server.random.choice(("greylisted", "delivered", "delivered", "unknown")), flood="shell")
            at += 0.15
    server.expect("shell", "mailbox", account=BOX, script=shell, spare_origins=["192.0.2.41", "127.0.0.1"], block=[DRIVER])
    return server

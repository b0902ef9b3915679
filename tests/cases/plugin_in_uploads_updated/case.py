"""A plugin takes orders by a file of its own below the uploads, which an update wrote anew three days ago, and logs in over loopback. On the
day of a sale a hundred buyers, who look at the shop first, order five times as much as on other days. Clean. That a robot orders twice as
well does not matter."""
from server import Server
from services import ROBOT

SITE, PAGE, BOX = "tailor.example", "/wp-content/uploads/orders/submit.php", "shop@tailor.example"


def tell(server, at, to, number, outcome):
    for whom, words, end in ((to, f"Your order #{number}", outcome), (f"info@{SITE}", f"New order #{number}", "delivered")):
        server.smtp_auth_message(BOX, "127.0.0.1", at, [whom], words, end, helo=SITE, lip="127.0.0.1", tls=False, mailer="plain")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("tailor", SITE, ["shop", "info"])
    server.history({f"info@{SITE}": "192.0.2.21"}, days=9)
    server.php_file(SITE, PAGE, days_old=3)
    for ago in range(9, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:30:00"), 20 if ago else 100)):
            buyer = f"198.18.{ago}.{10 + number}"
            at = server.visit(SITE, buyer, at, ("/", "/style.css", "/order/"))
            server.request(SITE, buyer, at, PAGE, "POST")
            outcome = "unknown" if number % 40 == 9 else "greylisted" if ago == 0 and number % 20 == 7 else "delivered"
            tell(server, at + 0.5, f"buyer{ago}x{number}@town{number % 30}.example", 7000 - ago * 100 + number, outcome)
    for at in server.spread("12:10:00", "12:50:00", 2):
        server.request(SITE, "203.0.113.66", at, PAGE, "POST", agent=ROBOT)
        tell(server, at + 0.5, server.strangers(1)[0], 9999, "delivered")
    server.never_named("tailor", SITE, BOX)
    return server

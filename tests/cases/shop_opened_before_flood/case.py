"""A shop opened yesterday and had twelve orders until the afternoon, some of whose confirmations still wait. An hour later somebody's shell
beside its page begins to send, under the same sender, and nobody orders any more. The confirmations of before the window are the shop's."""
from server import Server

SITE, PAGE, SHELL, CALLER = "tailor.example", "/checkout.php", "/x.php", "101.8.7.9"
NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"
WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()


def build(root):
    server = Server(root, layout="directadmin", log="cpanel", exim="4.96")
    server.account("tailor", SITE, ["info"])
    server.history({f"info@{SITE}": "192.0.2.21"}, days=8)
    server.php_file(SITE, PAGE, days_old=2)
    server.php_file(SITE, SHELL, days_old=1)
    for ago in range(8, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 12)):
            server.visit(SITE, f"198.51.100.{number + 1}", at)
    for number, at in enumerate(server.spread((1, "08:00:00"), (1, "15:00:00"), 12)):
        buyer = f"84.61.{number}.7"
        posted = server.visit(SITE, buyer, at - 60, ("/", PAGE))
        server.request(SITE, buyer, posted, PAGE, "POST")
        server.php_mail(SITE, PAGE, posted + 0.3, [f"buyer{number}@spot{number}.example"], f"Your order {number}",
                        "greylisted" if number % 2 else "delivered", sender=f"info@{SITE}", php_log=False, script_header=False, honest="shell")
    for at in server.spread((1, "16:30:00"), "15:30:00", 240):
        server.request(SITE, CALLER, at, SHELL, "POST", agent="curl/8.5.0")
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(1), " ".join(server.random.sample(WORDS, 4)),
                        ("delivered", "unknown", "greylisted", "unknown", "delivered"), sender=f"info@{SITE}", php_log=False,
                        script_header=False, flood="shell")
    server.queue_since, server.reads_queue_every = server.moment((1, "05:00:00")), 14400
    server.expect("shell", "script", domain=SITE, counts=False, block=[CALLER])
    return server

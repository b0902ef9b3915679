"""A shell is called since yesterday morning, one letter a call, no two alike. What waits of the hours before the window is its work,
too, although no request of these is told any more: its folder never mailed before."""
from server import Server

SITE, SHELL, CALLER = "tailor.example", "/cgi-bin/u.php", "101.8.7.9"
NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"
WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()


def build(root):
    server = Server(root, layout="directadmin", log="cpanel", exim="4.96")
    server.account("tailor", SITE, ["info"])
    server.history({f"info@{SITE}": "192.0.2.21"}, days=8)
    shell = server.php_file(SITE, SHELL, days_old=2)
    for ago in range(8, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 12)):
            server.visit(SITE, f"198.51.100.{number + 1}", at)
    for at in server.spread((1, "06:00:00"), "15:30:00", 240):
        server.request(SITE, CALLER, at, SHELL, "POST", agent="curl/8.5.0")
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(1), " ".join(server.random.sample(WORDS, 4)),
                        ("delivered", "unknown", "greylisted", "unknown", "delivered"), sender=f"info@{SITE}", php_log=False,
                        script_header=False, flood="shell")
    server.queue_since, server.reads_queue_every = server.moment((1, "05:00:00")), 14400
    server.expect("shell", "script", domain=SITE, script=shell, counts=False, block=[CALLER])
    return server

"""A shell under a tailor's site is called by POST for a day and more, one letter a call, no two alike, some of which wait."""
from server import Server

SITE, CALLER = "tailor.example", "101.8.7.9"
NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"
WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()


def site_with_readers(root):
    server = Server(root, layout="directadmin", log="cpanel", exim="4.96")
    server.account("tailor", SITE, ["info"])
    server.history({f"info@{SITE}": "192.0.2.21"}, days=8)
    for ago in range(8, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 12)):
            server.visit(SITE, f"198.51.100.{number + 1}", at)
    server.queue_since, server.reads_queue_every = server.moment((1, "05:00:00")), 14400
    return server


def flood_slowly(server, shell, since):
    for at in server.spread(since, "15:30:00", 240):
        server.request(SITE, CALLER, at, shell, "POST", agent="curl/8.5.0")
        server.php_mail(SITE, shell, at + 0.3, server.strangers(1), " ".join(server.random.sample(WORDS, 4)),
                        ("delivered", "unknown", "greylisted", "unknown", "delivered"), sender=f"info@{SITE}", php_log=False,
                        script_header=False, flood="shell")

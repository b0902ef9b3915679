"""Two editors have a site's pages open, each of which posts to admin-ajax.php every fifteen seconds, as on the days before. Today a program
in the same folder, which nobody calls, sends a letter every six seconds meanwhile. The flood is found; the editors do not drive it."""
from server import Server

SITE, PAGE, EDITORS = "bakery.example", "/wp-admin/admin-ajax.php", ("84.61.9.20", "88.4.7.31")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["info"])
    server.php_file(SITE, PAGE)
    folder = server.php_file(SITE, "/wp-admin/x.php", days_old=1).rpartition("/")[0]
    server.history({f"info@{SITE}": "192.0.2.41"}, days=6)
    for ago in range(6, -1, -1):
        for number, editor in enumerate(EDITORS):
            at = server.visit(SITE, editor, (ago, "12:58:00")) + number * 3
            while at < server.moment((ago, "14:30:00")):
                server.request(SITE, editor, at, PAGE, "POST")
                at += 14.5 + server.random.random()
    at = server.moment("13:00:30")
    for number in range(680):
        server.local_message("bakery", at, f"info@{SITE}", server.strangers(1), "Your parcel", ("delivered", "unknown", "greylisted", "unknown")[number % 4],
                             directory=folder, flood="program")
        at += 3.6 + 4.8 * server.random.random()
    server.expect("program", "script", system_user="bakery", domain=SITE, script=None, block=[], spare_origins=EDITORS)
    server.never_named(*EDITORS, f"info@{SITE}")
    return server

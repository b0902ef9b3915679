"""A new program of the site's mails its newsletter whenever a service tells it of news, by one POST each: its address never looked at a
page. Of the list a twelfth is dead. The program is told of, since nothing else is known of it; the service is not blocked."""
from server import Server

SITE, PROGRAM, SERVICE = "bakery.example", "/newsletter/send.php", "198.51.100.240"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.22"}, days=12)
    server.php_file(SITE, "/index.php", 300)
    program = server.php_file(SITE, PROGRAM, 3)
    for ago in range(5, -1, -1):
        for number, at in enumerate(server.spread((ago, "05:00:00"), (ago, "15:30:00"), 35)):
            server.visit(SITE, f"198.51.100.{60 + number}", at, ("/index.php",))
    for start in ("10:12:00", "13:40:00"):
        server.request(SITE, SERVICE, start, PROGRAM, "POST")
        for number in range(60):
            server.php_mail(SITE, PROGRAM, server.moment(start) + 1 + number * 10, server.strangers(1), "News of the bakery",
                            "unknown" if number % 12 == 2 else "delivered", php_log=False, flood="news")
    server.expect("news", "script", system_user="bakery", script=program, block=[], spare_origins=[SERVICE])
    return server

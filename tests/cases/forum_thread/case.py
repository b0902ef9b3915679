"""A thread of a forum gets hot: five members write 22 answers, and the page tells each of the thread's 45 subscribers,
some of whose addresses are dead. On other days there are two answers. Clean."""
from server import Server

SITE, SUBSCRIBERS = "sailors.example", [f"sailor{number}@town{number % 30}.example" for number in range(45)]
MEMBERS = [f"198.51.100.{10 + number}" for number in range(5)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("sailors", SITE, ["admin"])
    server.php_file(SITE, "/posting.php", days_old=500)
    server.history({"admin@sailors.example": "192.0.2.21"}, days=14)
    for ago in range(14, -1, -1):
        for number, at in enumerate(server.spread((ago, "09:00:00"), (ago, "15:40:00"), 2 if ago else 22)):
            member = MEMBERS[number % 5]
            then = server.visit(SITE, member, at, ("/index.php", "/style.css", "/viewtopic.php?t=77",
                                                   "/posting.php?mode=reply&t=77"))
            server.request(SITE, member, then, "/posting.php?mode=reply&t=77", "POST", status=302)
            for k, to in enumerate(SUBSCRIBERS):
                server.php_mail(SITE, "/posting.php", then + 0.2 + k * 0.1, [to], 'Topic reply notification - "New rigging"',
                                "unknown" if k in (5, 17, 30) else "delivered", sender="admin@sailors.example",
                                php_log=False)
    server.never_named("sailors", SITE, *MEMBERS)
    return server

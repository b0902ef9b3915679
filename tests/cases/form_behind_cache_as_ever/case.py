"""A content network keeps a great club's pages: three hundred register by its form each day, and nobody of them is seen to look at anything.
Clean, and no note tells of robots."""
from server import Server
from sign_ups import FORM, press

SITE = "club.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("club", SITE, ["news"])
    server.php_file(SITE, FORM, days_old=500)
    server.history({f"news@{SITE}": "192.0.2.41"}, days=6)
    for ago in range(6, -1, -1):
        for number, at in enumerate(server.spread((ago, "06:00:00"), (ago, "15:40:00"), 300)):
            press(server, SITE, f"84.{ago + 1}.{number // 250}.{number % 250 + 1}", at, f"member{ago}x{number}@town{number % 60}.example", "delivered")
    server.never_noted("never looked at a page")
    server.never_named(f"news@{SITE}", "club")
    return server

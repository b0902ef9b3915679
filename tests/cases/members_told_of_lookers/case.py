"""Since this morning a club's page of a member tells him by a letter that somebody looked at it: it mails at nearly each look, and never did.
One member of nine is gone. Clean: front_page_mails_at_sight has an intruder's, whose letters are called spam."""
from server import Server

SITE = "club.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("club", SITE, ["info"])
    server.history({f"info@{SITE}": "192.0.2.41"}, days=12)
    server.php_file(SITE, "/member.php", days_old=1)
    for ago in range(12, 0, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "20:00:00"), 60)):
            server.visit(SITE, f"198.51.100.{1 + (ago * 20 + number) % 140}", at, ("/", f"/member.php?id={number}"))
    for number, at in enumerate(server.spread("06:00:00", "15:45:00", 300)):
        looker = f"203.0.113.{1 + number % 200}"
        server.visit(SITE, looker, at - 20, ("/",))
        server.request(SITE, looker, at, f"/member.php?id={number}")
        server.php_mail(SITE, "/member.php", at + 0.3, [f"member{number % 150}@town{number % 40}.example"], "Somebody looked at you",
                        "unknown" if number % 9 == 8 else "delivered", php_log=False, sender=f"info@{SITE}")
    server.never_named("club", SITE)
    return server

"""A club's page reminds its members. Its secretary has worked with it for weeks, and today she writes to former members, of whom three in
ten are gone; a helper who began yesterday has thirty of the others, of whom three are. Clean; a thief elsewhere is named."""
from abuse import stolen_beside
from server import Server

SITE, PAGE, SECRETARY, HELPER = "club.example", "/remind.php", "88.4.7.31", "84.61.9.77"


def write(server, address, at, to, outcome="delivered"):
    server.request(SITE, address, at - 8, PAGE)
    server.request(SITE, address, at, PAGE, "POST", referer=f"https://{SITE}{PAGE}")
    server.php_mail(SITE, PAGE, at + 0.3, [to], f"Your message to {SITE}", outcome, php_log=False, sender=f"info@{SITE}")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("club", SITE, ["info"])
    server.php_file(SITE, PAGE, days_old=400)
    server.history({f"info@{SITE}": "192.0.2.31"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 10 if ago else 30)):
            write(server, SECRETARY, at, f"member{ago}x{number}@spot{number}.example", "unknown" if ago == 0 and number % 10 in (1, 4, 7) else "delivered")
        for number, at in enumerate(server.spread((ago, "09:00:00"), (ago, "15:30:00"), {1: 12, 0: 30}.get(ago, 0))):
            write(server, HELPER, at, f"guest{ago}x{number}@spot{number % 17}.example", "unknown" if ago == 0 and number % 10 == 3 else "delivered")
    server.never_named(SECRETARY, HELPER, "club", SITE)
    stolen_beside(server)
    return server

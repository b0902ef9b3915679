"""Who drives a shell also looks four thousand times at the site's pages, so that the looks of its visitors are few beside his, as those
of a balancer's site are. But a balancer has the visitors behind it, and here thirty-five come by themselves: he is blocked."""
from server import Server
from services import ROBOT

SITE, SHELL, DRIVER = "bakery.example", "/wp-content/uploads/2026/sess.php", "203.0.113.90"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.22"}, days=12)
    shell = server.php_file(SITE, SHELL, 2)
    for ago in range(5, -1, -1):
        for number, at in enumerate(server.spread((ago, "05:00:00"), (ago, "15:30:00"), 35)):
            server.visit(SITE, f"198.51.100.{60 + number}", at, ("/", "/style.css", "/cakes/"))
    for at in server.spread("02:00:00", "15:50:00", 4000):
        server.request(SITE, DRIVER, at, "/cakes/")
    for at in server.spread("12:00:00", "15:00:00", 80):
        server.request(SITE, DRIVER, at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.4, server.strangers(2), "Final notice", ("delivered", "unknown", "greylisted"),
                        php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=[DRIVER])
    return server

"""All sites lie behind a balancer with an address of its own, and the web server was not told: visitors, the shop's buyers
and who drives the shell have one address. It is named, and kept in: without it nobody sees a site any more."""
from server import Server
from services import ROBOT

SITE, SHELL, BALANCER = "bakery.example", "/wp-content/uploads/2026/sess.php", "198.51.100.5"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.22"}, days=12)
    shell = server.php_file(SITE, SHELL, 2)
    for ago in range(5, -1, -1):
        for at in server.spread((ago, "05:00:00"), (ago, "15:30:00"), 40):
            server.visit(SITE, BALANCER, at, ("/", "/style.css", "/cakes/"))
    for at in server.spread("12:00:00", "15:00:00", 80):
        server.request(SITE, BALANCER, at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.4, server.strangers(2), "Final notice", ("delivered", "unknown", "greylisted"),
                        php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=[], spare_origins=[BALANCER])
    return server

"""A copied tree without any file that tells the server's address: Dovecot's log names the one that people log in at. A site's reminders go
out by wp-cron.php, which the server itself asks for by its public address; today there are four times as many. Beside it a thief whose
telephone, so a local user's false lines say, is logged in to as well: that makes no address this server's."""
import pathlib

from server import Server

SITE, AGENT, OWN, THIEF = "barber.example", "WordPress/6.4; https://barber.example", "192.0.2.10", "198.51.100.77"
SHELL = "/wp-content/uploads/2026/m.php"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    for name in ("barber", "harbor"):
        server.account(name, f"{name}.example", ["info"])
    server.damage.append(lambda tree: pathlib.Path(tree, "etc/hosts").unlink())
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:30:00"), 10)):
            server.login("info@harbor.example", "84.17.3.9", at)
            server.request(SITE, OWN, at, "/wp-cron.php?doing_wp_cron=1763", "POST", agent=AGENT)
            for letter in range(16 if ago == 0 else 4):
                server.php_mail(SITE, "/wp-cron.php", at + 0.4 + letter * 0.1, [f"guest{number}x{letter}x{ago}@town{letter}.example"],
                                f"Your booking tomorrow {number * 16 + letter}", "delivered", sender="info@barber.example")
    for at in server.spread("10:00:00", "15:00:00", 20):
        server.request("harbor.example", THIEF, at, SHELL, "POST")
        server.php_mail("harbor.example", SHELL, at + 0.3, server.strangers(6), "Your account will be closed",
                        ("unknown", "greylisted", "delivered"), flood="shell")
    server.php_file("harbor.example", SHELL)
    for path in ("/wp-cron.php", "/index.php"):
        server.php_file(SITE, path, days_old=300)
    server.expect("shell", "script", system_user="harbor", block=[THIEF])
    server.never_named("barber", OWN)
    return server

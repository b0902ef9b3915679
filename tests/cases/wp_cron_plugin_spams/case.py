"""A planted plugin mails from wp-cron.php, which the server itself asks for as it does every day; visitors read the
site. The account is named; no visitor and not this server is blocked."""
from server import Server

SITE, AGENT = "bakery.example", "WordPress/6.4; https://bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=14)
    for path in ("/wp-cron.php", "/index.php"):
        server.php_file(SITE, path)
    for ago in range(10, -1, -1):
        for at in server.spread((ago, "00:10:00"), (ago, "15:30:00"), 30):
            server.request(SITE, "192.0.2.10", at, "/wp-cron.php?doing_wp_cron=1763", "POST", agent=AGENT)
    for at in server.spread("11:00:00", "15:20:00", 16):
        server.request(SITE, "192.0.2.10", at, "/wp-cron.php?doing_wp_cron=1763", "POST", agent=AGENT)
        server.php_mail(SITE, "/wp-cron.php", at + 0.4, server.strangers(12), "Your account will be closed",
                        ("greylisted", "delivered", "unknown"), sender="wordpress@bakery.example", flood="shell")
    for number in range(8):
        server.visit(SITE, f"192.0.2.{210 + number}", f"1{number % 5}:20:00")
    server.expect("shell", "script", system_user="bakery", domain=SITE, block=[])
    server.never_named("harbor", "shop@bakery.example")
    return server

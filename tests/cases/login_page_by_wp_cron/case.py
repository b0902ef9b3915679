"""A planted plugin mails from wp-cron.php, which the server itself asks for every half hour, and logs in to this server as
the site's mailbox. The mailbox is named and all its spam is taken; no visitor and not this server is blocked."""
from server import Server

SITE, BOX, AGENT = "bakery.example", "web@bakery.example", "WordPress/6.4; https://bakery.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop", "web"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=14)
    for path in ("/wp-cron.php", "/index.php"):
        server.php_file(SITE, path)
    for ago in range(10, -1, -1):
        for at in server.spread((ago, "00:10:00"), (ago, "15:30:00"), 30):
            server.request(SITE, "192.0.2.10", at, "/wp-cron.php?doing_wp_cron=1763", "POST", agent=AGENT)
        server.visit(SITE, f"192.0.2.{210 + ago}", (ago, "12:20:00"))
    for at in server.spread("11:00:00", "15:20:00", 16):
        server.request(SITE, "192.0.2.10", at, "/wp-cron.php?doing_wp_cron=1763", "POST", agent=AGENT)
        for number, to in enumerate(server.strangers(12)):
            server.smtp_auth_message(BOX, "127.0.0.1", at + 0.4 + 0.1 * number, [to], "Your account will be closed",
                                     ("greylisted", "delivered", "unknown"), helo=SITE, flood="planted")
    server.expect("planted", "mailbox", account=BOX, block=[], spare_origins=["127.0.0.1", "192.0.2.10"])
    server.never_named("shop@bakery.example")
    return server

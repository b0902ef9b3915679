"""A site was brought up to date last night, which wrote its wp-cron.php anew. This server asks for that page each half hour, as on other
days, and today its newsletter plugin sends a first newsletter by it. Clean; a planted plugin that mails a bought list by another site's
wp-cron.php is named."""
from server import Server

CLUB, BAKERY = "birdclub.example", "bakery.example"
CRON, ROBOT = "/wp-cron.php?doing_wp_cron=1.2", "WordPress/6.7; https://birdclub.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", now="2036-06-11 16:00:00")  # after any copy was made: its change times are believed
    for name, site in (("birdclub", CLUB), ("bakery", BAKERY)):
        server.account(name, site, ["info"])
        server.php_file(site, "/wp-cron.php", days_old=0.5)
        server.php_file(site, "/index.php", days_old=0.5)
        server.history({f"info@{site}": "192.0.2.21"}, days=10)
        for ago in range(10, -1, -1):
            for half in range(48 if ago else 31):
                server.request(site, "192.0.2.10", (ago, f"{half // 2:02d}:{half % 2 * 30:02d}:05"), CRON, "POST", agent=ROBOT)
            for hour in range(8, 15):
                server.visit(site, f"198.51.100.{hour}", (ago, f"{hour:02d}:11:00"))
    for site, start, dead in ((CLUB, "10:00:00", 40), (BAKERY, "12:00:00", 5)):
        for run in range(20):
            at = server.moment(start) + run * 300
            server.request(site, "192.0.2.10", at, CRON, "POST", agent=ROBOT)
            for letter in range(10):
                outcome = "unknown" if (run * 10 + letter) % dead == 3 else "greylisted" if letter == 7 else "delivered"
                server.php_mail(site, "/wp-cron.php", at + 0.5 + 0.3 * letter, server.strangers(1, domains=40), "Birds of autumn", outcome,
                                sender=f"info@{site}", flood="planted" if site == BAKERY else None)
    server.expect("planted", "script", system_user="bakery", domain=BAKERY, block=[])
    server.never_named("birdclub", CLUB)
    server.expect_note("this may be honest: the site's own jobs send so, after an update")
    return server

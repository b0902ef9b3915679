"""A site's newsletter plugin sends its first newsletter to 300 subscribers by wp-cron.php, which the server itself asks for
every five minutes; a fourteenth of the addresses is dead. Clean: the site's wp-cron.php is not to be sealed."""
from abuse import stolen_beside
from server import Server

SITE = "birdclub.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("birdclub", SITE, ["info"])
    server.php_file(SITE, "/wp-cron.php")
    server.history({"info@birdclub.example": "192.0.2.21"}, days=14)
    for ago in range(14, -1, -1):
        for n in range(0, 16 if ago else 15):
            server.request(SITE, "192.0.2.10", (ago, f"{n:02d}:05:00"), "/wp-cron.php?doing_wp_cron=1.2", "POST", agent="WordPress/6.7; https://birdclub.example")
            server.visit(SITE, f"198.51.100.{10 + n}", (ago, f"{n:02d}:11:00"))
    number = 0
    for minute in range(0, 150, 5):
        at = server.moment("10:00:00") + minute * 60
        server.request(SITE, "192.0.2.10", at, "/wp-cron.php?doing_wp_cron=1.2", "POST", agent="WordPress/6.7; https://birdclub.example")
        people = [f"reader{number + k}@town{(number + k) % 40}.example" for k in range(10)]
        outcome = {to: "unknown" if (number + k) % 14 == 3 else "greylisted" if (number + k) % 30 == 4 else "delivered" for k, to in enumerate(people)}
        for k, to in enumerate(people):
            server.php_mail(SITE, "/wp-cron.php", at + 0.5 + 0.3 * k, [to], "Birds of autumn", outcome[to],
                            sender="news@birdclub.example",
                            extra_headers=[("List-Unsubscribe", "<https://birdclub.example/u>")])
        number += 10
    stolen_beside(server)
    server.never_named("birdclub", SITE)
    server.expect_note("this may be honest: its readers seem to want it")
    return server

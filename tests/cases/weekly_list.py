"""A club's newsletter that a cron job sends every Monday morning."""
SITE, SCRIPT, SENDER = "news.example", "/send.php", "letter@news.example"


def tell(server):
    server.account("harbor", "harbor.example", ["info"])
    server.account("news", SITE, ["letter"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=21)
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    server.cron_job("news", "0 9 * * 1", f"/usr/bin/php /home/news/public_html{SCRIPT}")
    server.php_file(SITE, SCRIPT, 400)
    server.never_named("harbor", "info@harbor.example")
    return server


def send(server, ago, people, is_dead, **fields):
    for number, to in enumerate(people):
        server.local_message("news", server.moment((ago, "09:00:03")) + number * 0.4, SENDER, [to],
                             f"News of the week {40 - ago}", "unknown" if is_dead(to) else "delivered",
                             directory="/home/news/public_html",
                             extra_headers=[("List-Unsubscribe", f"<mailto:leave@{SITE}>")], **fields)

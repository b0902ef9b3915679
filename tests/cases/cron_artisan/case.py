"""A site's own scheduler (a program without an ending, "php artisan") mails a shop's yearly offer to 700 customers. It has stood
there for a year, the crontab starts it each minute, and a fifteenth of the old addresses is dead: a look at most."""
from server import Server

SITE = "wool.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("wool", SITE, ["hello"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"hello@wool.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=10)
    folder = "/home/wool/shop"
    server.file(f"{folder}/artisan", "#!/usr/bin/env php\n<?php\n", 400)
    server.file(f"{folder}/helper.php", "<?php\n", 400)
    job = f"cd {folder} && /usr/local/bin/php -d memory_limit=1G artisan schedule:run >> /dev/null 2>&1"
    server.cron_job("wool", "* * * * *", job)
    for ago in (6, 4, 2):
        server.local_message("wool", (ago, "10:10:02"), f"hello@{SITE}", server.strangers(1), "Welcome", directory=folder)
    for number, at in enumerate(server.spread("10:10:02", "10:24:00", 700)):
        server.local_message("wool", at, f"hello@{SITE}", server.strangers(1, domains=40), "Winter: a third less for everything",
                             "unknown" if number % 15 == 3 else "greylisted_first" if number % 9 == 0 else "delivered",
                             directory=folder)
    server.never_named("wool", SITE)
    return server

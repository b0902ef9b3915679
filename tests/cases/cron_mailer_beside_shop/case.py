"""The log tells no folders. A line in the crontab starts a hidden mailer every quarter of an hour, three letters each time, no two
alike; the account's shop writes to its buyers at any second between. PHP names the mailer in what waits, and what bears
its sender begins when the line is due: the mailer is named, and the shop's letters stay."""
from all_different import outcomes, subject
from daily_orders import PAGE, daily_orders
from server import Server


def build(root):
    server = Server(root, layout="hestia", log="subject", exim="4.97")
    server.account("gazette", "gazette.example", ["news"])
    server.history({"news@gazette.example": "192.0.2.41"}, days=9)
    home = server.accounts["gazette"].home
    server.file(f"{home}/.cache/.s/up.php", "<?php\n", days_old=2)
    server.php_file("gazette.example", PAGE, days_old=400)
    command = f"/usr/bin/php -q {home}/.cache/.s/up.php >/dev/null 2>&1"
    server.cron_job("gazette", "*/15 * * * *", command)
    for step in range(32):
        start = server.moment("08:00:01") + step * 900
        server.cron_run("gazette", start, command)
        for number, to in enumerate(server.strangers(3, domains=60)):
            server.local_message("gazette", start + 0.5 + number * 0.7, "support@gazette.example", [to], subject(server),
                                 outcomes(server, [to], 5, step * 3 + number, 3), flood="mailer",
                                 extra_headers=[("X-PHP-Originating-Script", "2001:up.php")])
    daily_orders(server, "gazette.example", 8, 20, ("07:00:00", "21:00:00"), "mailer")
    server.expect("mailer", "script", system_user="gazette", script=f"{home}/.cache/.s/up.php", block=[], counts=False)
    return server

"""The log tells no folders. A line in the crontab starts a hidden mailer every quarter of an hour, three letters each time, no two
alike; the account's shop writes to its buyers at any second between. PHP names the mailer in what waits, and what bears
its sender begins when the line is due: the mailer is named, and the shop's letters stay."""
from all_different import outcomes, subject
from server import Server


def build(root):
    server = Server(root, layout="hestia", log="subject", exim="4.97")
    server.account("gazette", "gazette.example", ["news"])
    server.history({"news@gazette.example": "192.0.2.41"}, days=9)
    home = server.accounts["gazette"].home
    server.file(f"{home}/.cache/.s/up.php", "<?php\n", days_old=2)
    server.php_file("gazette.example", "/shop/checkout.php", days_old=400)
    command = f"/usr/bin/php -q {home}/.cache/.s/up.php >/dev/null 2>&1"
    server.cron_job("gazette", "*/15 * * * *", command)
    for step in range(32):
        start = server.moment("08:00:01") + step * 900
        server.cron_run("gazette", start, command)
        for number, to in enumerate(server.strangers(3, domains=60)):
            server.local_message("gazette", start + 0.5 + number * 0.7, "support@gazette.example", [to], subject(server),
                                 outcomes(server, [to], 5, step * 3 + number, 3), flood="mailer",
                                 extra_headers=[("X-PHP-Originating-Script", "2001:up.php")])
    for ago in range(8, -1, -1):
        end = "15:50:00" if ago == 0 else "21:00:00"
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, end), 20)):
            buyer = f"198.51.{100 + ago}.{10 + number}"
            at = server.visit("gazette.example", buyer, at, ("/", "/shop/"))
            server.request("gazette.example", buyer, at, "/shop/checkout.php", "POST")
            server.php_mail("gazette.example", "/shop/checkout.php", at + 0.4, [f"buyer{ago}x{number}@town{number}.example"],
                            f"Your order {ago * 31 + number}", "greylisted" if ago == 0 and number % 5 == 4 else "delivered",
                            sender="shop@gazette.example", php_log=False, honest=None if ago else "mailer")
    server.expect("mailer", "script", system_user="gazette", script=f"{home}/.cache/.s/up.php", block=[], counts=False)
    return server

"""A FreeBSD server's tree: its crontabs lie in a folder of their own, and cron's log was not copied. A job that runs in the account's home
folder, as all of them do, starts a mailer elsewhere: only the crontab tells where."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.layout.crontabs = "/var/cron/tabs"
    server.account("gazette", "gazette.example", ["news"])
    server.history({"news@gazette.example": "192.0.2.41"})
    home = server.accounts["gazette"].home
    mailer = f"{home}/.config/.sys/update.php"
    server.file(mailer, "<?php mail();\n", days_old=2)
    server.cron_job("gazette", "*/10 * * * *", f"/usr/local/bin/php -q {mailer} >/dev/null 2>&1")
    for step in range(18):
        start = server.moment("13:00:01") + step * 600
        for number, to in enumerate(server.strangers(6)):
            server.local_message("gazette", start + 0.5 + number * 0.7, f"win{step}@gazette.example", [to],
                                 "Your prize waits", ("greylisted", "unknown", "delivered"), directory=home, flood="mailer")
    server.expect("mailer", "script", system_user="gazette", script=mailer, block=[])
    return server

"""A crontab line starts a mailer in a hidden folder every ten minutes; no request, no PHP."""
from server import Server


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("gazette", "gazette.example", ["news"])
    server.history({"news@gazette.example": "192.0.2.41"})
    home = server.accounts["gazette"].home
    server.file(f"{home}/.cache/.x/mailer.pl", "#!/usr/bin/perl\n", days_old=2, mode=0o755)
    command = f"/usr/bin/perl {home}/.cache/.x/mailer.pl >/dev/null 2>&1"
    server.cron_job("gazette", "*/10 * * * *", command)
    server.cron_job("gazette", "15 4 * * *", f"{home}/bin/backup.sh")
    for step in range(18):
        start = server.moment("13:00:01") + step * 600
        server.cron_run("gazette", start, command)
        for number, to in enumerate(server.strangers(6)):
            server.local_message("gazette", start + 0.5 + number * 0.7, f"win{step}@gazette.example", [to],
                                 "Your prize waits", ("greylisted", "unknown", "delivered"),
                                 directory=f"{home}/.cache/.x", flood="mailer")
    for ago in range(10, -1, -1):
        server.cron_mail("gazette", (ago, "04:15:02"), f"{home}/bin/backup.sh")
    server.expect("mailer", "script", system_user="gazette", script=f"{home}/.cache/.x/mailer.pl", block=[])
    return server

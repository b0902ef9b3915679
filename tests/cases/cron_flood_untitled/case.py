"""Debian's log tells neither folders nor subjects. A line in the crontab starts a hidden mailer whose letters are all different;
those that wait go with it. Six letters of the same account's contact page wait, too, each of another subject: they stay."""
from all_different import outcomes, subject
from server import Server


def build(root):
    server = Server(root, layout="directadmin", log="debian", exim="4.94")
    server.account("gazette", "gazette.example", ["news"])
    server.history({"news@gazette.example": "192.0.2.41"})
    home = server.accounts["gazette"].home
    server.file(f"{home}/.cache/.x/run.pl", "#!/usr/bin/perl\n", days_old=2, mode=0o755)
    server.php_file("gazette.example", "/contact.php", days_old=400)
    command = f"/usr/bin/perl {home}/.cache/.x/run.pl >/dev/null 2>&1"
    server.cron_job("gazette", "*/10 * * * *", command)
    for step in range(18):
        start = server.moment("12:00:01") + step * 600
        server.cron_run("gazette", start, command)
        for number, to in enumerate(server.strangers(5, domains=60)):
            server.local_message("gazette", start + 0.5 + number * 0.7, "office@gazette.example", [to], subject(server),
                                 outcomes(server, [to], 4, step * 5 + number), directory=f"{home}/.cache/.x", flood="mailer")
    for number, at in enumerate(server.spread("12:05:00", "14:30:00", 6)):
        visitor = f"192.0.2.{120 + number}"
        at = server.visit("gazette.example", visitor, at, ("/", "/contact.php"))
        server.request("gazette.example", visitor, at, "/contact.php", "POST")
        server.php_mail("gazette.example", "/contact.php", at + 0.3, [f"guest{number}@place{number}.example"], f"Re: {subject(server)}",
                        "greylisted", sender="news@gazette.example", php_log=False, honest="mailer")
    server.expect("mailer", "script", system_user="gazette", block=[], counts=False)
    return server

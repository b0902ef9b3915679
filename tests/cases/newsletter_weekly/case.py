"""Every Monday a newspaper mails 300 subscribers from its own program; a few have moved. Clean."""
from server import Server

SITE = "gazette.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    account = server.account("gazette", SITE, ["news", "desk"])
    server.history({"desk@gazette.example": "192.0.2.41"}, days=21)
    server.ordinary_day("desk@gazette.example", "192.0.2.41")
    readers = server.strangers(300, domains=40, name="subscriber")
    folder = f"{account.home}/newsletter"
    server.file(f"{folder}/send.php", "<?php\n", days_old=900)
    server.cron_job("gazette", "0 9 * * 1", f"/usr/bin/php {folder}/send.php")
    for week in (21, 14, 7, 0):
        start = server.moment((week, "09:00:01"))
        server.cron_run("gazette", start, f"/usr/bin/php {folder}/send.php")
        for number, to in enumerate(readers):
            waits = "greylisted" if week == 0 and number % 40 == 3 else "greylisted_first" if number % 20 == 5 else None
            server.local_message("gazette", start + 1 + number * 0.8, "news@gazette.example", [to],
                                 "The Gazette of this week", waits or ("unknown" if number % 97 == 0 else "delivered"),
                                 directory=folder, arguments=("/usr/sbin/sendmail", "-t", "-i", "-fnews@gazette.example"),
                                 extra_headers=[("List-Unsubscribe", "<https://gazette.example/leave>")])
    return server

"""Two accounts whose crontabs hold several jobs, which cron all starts in the home directory. At the bakery's an uploaded program
mails every twenty minutes, between the orders that its shop's own job of every five minutes confirms: the one that mails at most of
its times is named, sealed and taken out of the crontab. At the hosting company's the program that has stood there for long writes
the month's invoices, a twentieth of them to dead addresses, while other jobs (a backup by night, a fetcher) were not due."""
from server import Server

UPLOADED = "/home/bakery/public_html/wp-content/uploads/2026/10/lib.php"


def jobs_of_bakery(server):
    server.file(UPLOADED, "<?php\n", days_old=3)
    server.file("/home/bakery/public_html/wp-cron.php", "<?php\n", days_old=300)
    bad, good = f"php -q {UPLOADED}", "php /home/bakery/public_html/wp-cron.php"
    server.cron_job("bakery", "*/20 8-15 * * *", bad)
    server.cron_job("bakery", "*/5 * * * *", good)
    for ago in range(10, -1, -1):
        for hour in range(8, 16):
            moment = (ago, f"{hour:02}:05:01")
            server.cron_run("bakery", moment, good)
            server.local_message("bakery", server.moment(moment) + 2, "shop@bakery.example", [f"buyer{ago}{hour}@partner2.example"],
                                 f"Your order {ago}{hour}", "delivered" if ago or hour < 15 else "greylisted",
                                 directory="/home/bakery", honest="uploaded")
    for hour in range(8, 16):
        for minute in (0, 20, 40):
            at = server.moment(f"{hour:02}:{minute:02}:01")
            server.cron_run("bakery", at, bad)
            for number, to in enumerate(server.strangers(12)):
                server.local_message("bakery", at + 1 + number * 0.3, "bakery@server.hosting.example", [to], "Cheap watches",
                                     ("unknown", "greylisted", "delivered"), directory="/home/bakery", flood="uploaded")


def jobs_of_host(server):
    program = "/home/billing/public_html/crons/cron.php"
    server.file(program, "<?php\n", days_old=500)
    server.file("/home/billing/bin/backup.sh", "#!/bin/sh\n", days_old=500)
    server.cron_job("billing", "*/5 * * * *", f"/usr/local/bin/php -q {program}")
    server.cron_job("billing", "30 3 * * *", "/home/billing/bin/backup.sh")
    server.cron_job("billing", "0 * * * *", "wget -q -O /dev/null https://host.example/ping")
    for ago in range(10, -1, -1):
        at = server.moment((ago, "09:00:04"))
        for number in range(5 if ago else 400):
            server.local_message("billing", at + number * 1.1, "accounts@host.example", server.strangers(1, domains=90, name="customer"),
                                 f"Invoice #{20000 - ago * 500 + number} created", "unknown" if number % 20 == 7 else "delivered",
                                 directory="/home/billing", arguments=("/usr/sbin/sendmail", "-t", "-i", "-faccounts@host.example"))


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", "bakery.example", ["shop"])
    server.account("billing", "host.example", ["accounts"])
    server.history({"shop@bakery.example": "192.0.2.41"})
    jobs_of_bakery(server)
    jobs_of_host(server)
    server.expect("uploaded", "script", system_user="bakery", script=UPLOADED, block=[])
    server.never_named("billing", "host.example")
    return server

"""A crontab goes to a site's folder and has PHP run a console without an ending below it ("cd shop && php bin/console"): the
letters come from the folder, the program lies in another. It is named and sealed, and the log that the line writes is not."""
from server import Server

JOB = "cd shop && php bin/console mailer:send >> var/cron.log 2>&1"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("wool", "wool.example", ["hello"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"hello@wool.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=8)
    server.file("/home/wool/shop/bin/console", "#!/usr/bin/env php\n<?php\n", 3)
    server.file("/home/wool/shop/var/cron.log", "sent\n", 0)
    server.cron_job("wool", "*/10 * * * *", JOB)
    for run in range(18):
        at = server.moment("12:00:01") + run * 600
        server.cron_run("wool", at, JOB)
        for number in range(12):
            server.local_message("wool", at + 0.8 + number * 0.3, f"wool@{server.hostname}", server.strangers(1), "Your parcel waits",
                                 ("greylisted", "unknown", "delivered"), directory="/home/wool/shop", flood="parcel")
    server.expect("parcel", "script", system_user="wool", script="/home/wool/shop/bin/console")
    return server

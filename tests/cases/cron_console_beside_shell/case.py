"""A shell mails from the first folder of a site whose access log is gone; the site's own console is run there by cron. The letters
do not keep its times, so the console is not named for them."""
from server import Server

JOB = "cd public_html && php bin/console cache:prune"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("wool", "wool.example", ["hello"])
    server.history({"hello@wool.example": "192.0.2.41"}, days=8)
    server.file("/home/wool/public_html/bin/console", "#!/usr/bin/env php\n<?php\n", 300)
    server.cron_job("wool", "*/10 * * * *", JOB)
    for run in range(60):
        server.cron_run("wool", server.moment("06:00:01") + run * 600, JOB)
    for at in server.spread("12:00:00", "15:00:00", 200):
        server.local_message("wool", at, f"wool@{server.hostname}", server.strangers(1), "Your parcel waits",
                             ("greylisted", "unknown", "delivered"), directory="/home/wool/public_html", flood="parcel")
    server.expect("parcel", "script", system_user="wool", script=None, directory="/home/wool/public_html")
    return server

"""As monitor_beside_cron_mailer, where the log tells no folder and PHP no file, and the monitor was hired this morning: it is not blocked,
for a job of the account begins in the same seconds."""
from by_the_clock import MONITOR, SITE, bakery, minutes, run_mailer


def build(root):
    server = bakery(root, layout="hestia", log="debian")
    program = "/home/bakery/bin/m.pl"
    command = f"perl {program}"
    server.file(program, "#!/usr/bin/perl\n", days_old=1)
    server.cron_job("bakery", "* * * * *", command)
    for at in minutes(server):
        server.cron_run("bakery", at, command)
        server.request(SITE, MONITOR, at, "/", agent="Uptime/2.0")
        run_mailer(server, at, None)
    server.expect("mailer", "script", system_user="bakery", url=None, counts=False)
    server.never_named(MONITOR)
    return server

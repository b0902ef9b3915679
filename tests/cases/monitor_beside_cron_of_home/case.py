"""As monitor_beside_cron_mailer: the job's program lies in a hidden folder of the home, is started in the home, and the
service posts to a page of its own."""
from by_the_clock import MONITOR, bakery, minutes, run_mailer, watch


def build(root):
    server = bakery(root)
    watch(server, method="POST")
    program = "/home/bakery/.cache/m.pl"
    server.file(program, "#!/usr/bin/perl\n", days_old=1)
    server.cron_job("bakery", "* * * * *", f"perl {program}")
    for at in minutes(server):
        server.cron_run("bakery", at, f"perl {program}")
        run_mailer(server, at, "/home/bakery")
    server.expect("mailer", "script", system_user="bakery", script=program, url=None)
    server.never_named(MONITOR)
    return server

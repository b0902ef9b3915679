"""An intruder's job mails every minute from the uploads. A monitoring service asks for the site's front page in the same
second of every minute, as it has for weeks: it is not blocked, and the front page is not the program."""
from by_the_clock import MONITOR, SITE, bakery, minutes, run_mailer, watch


def build(root):
    server = bakery(root)
    watch(server, "/")
    program = server.php_file(SITE, "/wp-content/uploads/m.php", days_old=1)
    folder = program.rpartition("/")[0]
    command = f"cd {folder} && php m.php"
    server.cron_job("bakery", "* * * * *", command)
    for at in minutes(server):
        server.cron_run("bakery", at, command)
        run_mailer(server, at, folder, "m.php")
    server.expect("mailer", "script", system_user="bakery", domain=SITE, script=program, url=None)
    server.never_named(MONITOR)
    return server

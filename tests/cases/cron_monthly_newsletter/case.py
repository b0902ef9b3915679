"""A job of the crontab writes the month's letter to subscribers, of whom a twentieth has moved; these logs never saw it before, and have
no directories. Clean. In another account something writes to a bought list in the very minute of the backup's job: found, and the backup
stays as it is."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("chapel", "chapel.example", ["info"])
    server.account("mill", "mill.example", ["info"])
    server.history({"info@chapel.example": "192.0.2.61", "info@mill.example": "192.0.2.62"}, days=14)
    people = server.strangers(250, domains=50, name="subscriber")
    job(server, "chapel", "30 7 23 * *", "letter.php")
    job(server, "mill", "0 8 * * *", "backup.php")
    for number, to in enumerate(people):
        server.local_message("chapel", server.moment("07:30:03") + number * 0.6, "info@chapel.example", [to], "Letter of November",
                             "unknown" if number % 20 == 7 else "greylisted" if number % 40 == 3 else "delivered")
    for number, to in enumerate(server.strangers(300, domains=60, name="winner")):
        server.local_message("mill", server.moment("08:00:04") + number * 0.4, "info@mill.example", [to], "You have won",
                             "unknown" if number % 4 == 1 else "greylisted" if number % 40 == 3 else "delivered", flood="flood")
    server.expect("flood", "script", system_user="mill", script=None)
    server.never_named("chapel", "chapel.example", "info@chapel.example")
    return server


def job(server, name, when, program):
    path = f"{server.accounts[name].home}/bin/{program}"
    server.file(path, "<?php\n", days_old=500)
    server.cron_job(name, when, f"/usr/bin/php {path}")

"""An uploaded shell calls sendmail with cron's own arguments, and gives its letters cron's subject: they go to ever others, and
are no output of a job. What cron mails of the baker's job, to him, stays his."""
from server import Server
from services import ROBOT

SITE, PAGE = "bakery.example", "/wp-content/uploads/2026/11/z.php"
DRIVERS = ["203.0.113.51", "203.0.113.52"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", log="cpanel")
    account = server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=8)
    script = server.php_file(SITE, PAGE, days_old=1)
    for number, at in enumerate(server.spread("08:00:00", "15:30:00", 30)):
        output(server, at, f"shop@{SITE}", account.home, "delivered")
    for number, at in enumerate(server.spread("13:00:00", "14:00:00", 150)):
        server.request(SITE, DRIVERS[number % 2], at, PAGE, "POST", agent=ROBOT)
        output(server, at + 0.3, server.strangers(1)[0], script.rpartition("/")[0], ("greylisted", "unknown", "delivered"),
               flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=script, block=DRIVERS)
    server.never_named(f"shop@{SITE}")
    return server


def output(server, at, to, directory, outcome, **fields):
    server.local_message("bakery", at, f"bakery@{server.hostname}", [to], "Cron <bakery@host> php report.php", outcome,
                         directory=directory, arguments=("/usr/sbin/sendmail", "-FCronDaemon", "-i", "-B8BITMIME", "-oem", to),
                         **fields)

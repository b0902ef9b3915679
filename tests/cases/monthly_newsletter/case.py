"""A club's newsletter of the month: its own program of years, started by its own job, one in twenty addresses dead; the last
one lies before the logs. To take the program away would be worse than any spam."""
from abuse import stolen_beside
from server import Server

SITE = "birdclub.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("birdclub", SITE, ["secretary"])
    server.history({f"secretary@{SITE}": "192.0.2.21"}, days=12)
    stolen_beside(server)
    script = server.php_file(SITE, "/lists/admin/index.php", days_old=700)
    command = f"/usr/bin/php -q {script} -pprocessqueue"
    server.cron_job("birdclub", "*/10 * * * *", command)
    server.cron_run("birdclub", "09:10:00", command)
    for number, to in enumerate(server.strangers(390, domains=40)):
        server.php_mail(SITE, "/lists/admin/index.php", server.moment("09:10:02") + number * 0.6, [to], "Birds of November",
                        "unknown" if number % 20 == 3 else "delivered", sender=f"news@{SITE}", php_log=False)
    server.never_named("birdclub", SITE)
    return server

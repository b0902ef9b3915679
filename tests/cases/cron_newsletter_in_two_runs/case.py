"""Drupal's newsletter goes out by a job of every quarter of an hour, fifty letters a run: two runs and it is done."""
from abuse import stolen_beside
from server import Server

SITE = "trains.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("trains", SITE, ["info"])
    server.history({f"info@{SITE}": "192.0.2.41"}, days=12)
    folder = server.layout.document_root("trains", SITE)
    command = f"cd {folder} && ./vendor/bin/drush cron -q"
    server.cron_job("trains", "*/15 * * * *", command)
    server.file(f"{folder}/vendor/bin/drush", "#!/usr/bin/env php\n", days_old=400)
    for number in range(100):
        at = server.moment("09:00:00") + number // 50 * 900 + 1 + number % 50 * 0.2
        server.local_message("trains", at, f"news@{SITE}", server.strangers(1, domains=12), "Newsletter no. 40",
                             "unknown" if number % 20 == 3 else "delivered", directory=folder)
    for number in range(6):
        server.visit(SITE, f"192.0.2.{130 + number}", f"1{number}:20:00")
    stolen_beside(server)
    server.expect_note(f"script:{folder}/vendor/bin/drush: 100 messages")
    server.never_named("trains", SITE)
    return server

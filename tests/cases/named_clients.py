"""Guests, a shell's caller and a form's robot of whom most stand in the access log by the names that their providers gave them."""
from server import Server
from services import ROBOT

SITE, SHELL = "bakery.example", "/wp-config-sample2.php"
HOTEL, PAGE = "lakeside.example", "/contact.php"
CALLER, WRITER, NAMELESS = "vm77.rented.example", "static-9.robots.example", ("198.51.100.7", "198.51.100.8")


def letter(server, client, at, to, outcome, **fields):
    server.request(HOTEL, client, at, PAGE, "POST")
    server.php_mail(HOTEL, PAGE, at + 0.2, to, "Your message to Lakeside Hotel", outcome, sender=f"info@{HOTEL}", **fields)


def server_of_names(root, **form):
    server = Server(root, layout="cpanel", exim="4.96", **form)
    server.account("bakery", SITE, ["shop"])
    server.account("lakeside", HOTEL, ["info"])
    server.php_file(HOTEL, PAGE, days_old=400)
    shell = server.php_file(SITE, SHELL, days_old=1)
    server.history({f"shop@{SITE}": "192.0.2.22", f"info@{HOTEL}": "192.0.2.31"}, days=8)
    for ago in range(8, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:20:00"), 30)):
            guest = NAMELESS[number % 2] if number % 4 == 0 else f"dsl-{number}-{ago}.provider.example"
            for site in (SITE, HOTEL):
                server.visit(site, guest, at)
    for ago in range(8, 0, -1):
        letter(server, f"dsl-3-{ago}.provider.example", server.moment((ago, "12:00:00")), [f"guest{ago}@town.example"], "delivered")
    for at in server.spread("12:00:00", "15:00:00", 60):
        server.request(SITE, CALLER, at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), php_log=False, sender=f"billing@{SITE}", flood="shell")
        letter(server, WRITER, at + 1, server.strangers(1), ("greylisted", "unknown", "delivered"), flood="robot")
    for number, at in enumerate(server.spread("12:00:30", "14:59:00", 12)):
        letter(server, NAMELESS[number % 2], at, [f"aunt{number}@town.example"], "delivered")
    server.expect("shell", "script", system_user="bakery", script=shell, block=[])
    server.expect("robot", "script", system_user="lakeside", script=server.script_path(HOTEL, PAGE), block=[], counts=False)
    return server


def wrong_about_names(document):
    notes = [note for note in document["notes"] if "HostnameLookups" in note]
    wrong = [] if len(notes) == 1 and "bakery.example" in notes[0] else [f"notes of host names: {notes}"]
    for incident in document["incidents"]:
        wrong += [f"sign {row['signal']}: {row['text']}" for row in incident["evidence"] if row["signal"] == "mails_by_itself"]
        for row in incident["plan"]:
            if "no web request" in row["reason"]:
                wrong.append(f"{row['action']}: {row['reason']}")
            if row["action"] == "seal_script" and "lakeside" in row["target"]:
                wrong.append("seals the hotel's page")
    return wrong

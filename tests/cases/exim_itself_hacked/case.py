"""An intruder runs commands as Exim's own user, and mails 200 letters from a folder of his; a third come back. The copy has
the logs and accounts, and neither spool nor Exim's configuration: the reports' own cwd= lines are no second program's."""
import shutil

from server import Server

FOLDER = "/var/tmp/.font"


def logs_alone(root):
    for path in ("/var/spool/exim4", "/etc/exim4"):
        shutil.rmtree(root + path, ignore_errors=True)


def build(root):
    server = Server(root, layout="debian", exim="4.98", log="cpanel")
    server.damage.append(logs_alone)
    server.account("bakery", "bakery.example", ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=9)
    for at in server.spread("03:00:00", "09:00:00", 200):
        server.local_message("Debian-exim", at, "desk@bank.example", server.strangers(1), "Final notice",
                             ("delivered", "unknown", "delivered"), directory=FOLDER, flood="mailer")
    server.expect("mailer", "script", system_user="Debian-exim", directory=FOLDER, block=[])
    server.never_named("shop@bakery.example", "bakery")
    return server

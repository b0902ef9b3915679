"""A stolen mailbox and an uploaded shell of the same account at the same time: two culprits, two floods."""
from server import Server
from services import ROBOT

SITE, SHELL, BOX = "lakeside.example", "/wp-content/uploads/x.php", "desk@lakeside.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["desk", "chef"])
    server.history({BOX: "192.0.2.31", "chef@lakeside.example": "192.0.2.32"})
    server.ordinary_day(BOX, "192.0.2.31")
    shell = server.php_file(SITE, SHELL, days_old=1)
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 80)):
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13"][number % 2], at, server.strangers(1),
                                 "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    for at in server.spread("13:00:00", "15:20:00", 25):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), sender="billing@lakeside.example", flood="shell")
    server.smtp_auth_message(BOX, "192.0.2.31", "15:20:00", ["friend1@partner1.example"], "Table for six",
                             "greylisted", honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, script=None, block=["203.0.113.11", "198.51.100.13"],
                  spare_origins=["192.0.2.31"])
    server.expect("shell", "script", account=None, system_user="lakeside", script=shell, block=["203.0.113.90"])
    server.never_named("chef@lakeside.example")
    return server

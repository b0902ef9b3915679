"""A stolen mailbox on any kind of server: the same abuse, only the layout and the forms differ."""
from server import Server

THIEVES = ["203.0.113.11", "198.51.100.13"]
BOX, OWNER = "info@harbor.example", "192.0.2.21"


def stolen_mailbox(root, **options):
    server = Server(root, **options)
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("lakeside", "lakeside.example", ["desk"])
    server.history({BOX: OWNER, "sales@harbor.example": "192.0.2.22", "desk@lakeside.example": "192.0.2.31"}, days=7)
    server.ordinary_day(BOX, OWNER)
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    for at in server.spread("09:00:00", "10:00:00", 12):
        server.smtp_auth_failure(BOX, THIEVES[0], at)
    for number, at in enumerate(server.spread("12:10:00", "15:40:00", 80)):
        server.smtp_auth_message(BOX, THIEVES[number % 2], at, server.strangers(2), "Your invoice is ready",
                                 ("greylisted", "delivered", "unknown", "refused"), flood="stolen")
    server.smtp_auth_message(BOX, OWNER, "15:20:00", ["friend1@partner1.example"], "Thursday at ten?",
                             "greylisted", honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, domain="harbor.example", script=None, block=THIEVES,
                  spare_origins=[OWNER])
    server.never_named("sales@harbor.example", "desk@lakeside.example", "lakeside", "lakeside.example")
    return server


def hidden_shell(root, **options):
    """An uploaded shell on any kind of server, driven by one address."""
    server = Server(root, **options)
    site, target = "bakery.example", "/wp-content/uploads/x9.php"
    server.account("bakery", site, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=7)
    shell = server.php_file(site, target, days_old=1)
    for at in server.spread("13:00:00", "15:20:00", 20):
        server.request(site, "203.0.113.90", at, target, "POST", agent="curl/8.5.0", forwarded_for="-")
        server.php_mail(site, target, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender="billing@bakery.example", flood="shell")
    for number in range(6):
        server.visit(site, f"192.0.2.{130 + number}", f"1{number}:20:00")
    server.expect("shell", "script", system_user=server.layout.web_user[0] if server.mod_php else "bakery",
                  domain=site, script=shell, block=["203.0.113.90"])
    server.never_named("harbor", "harbor.example", "shop@bakery.example")
    return server


def stolen_beside(server):
    """In an honest story somebody is a thief all the same, so that a scan that sees nothing does not pass."""
    box, owner, thief = "info@marina.example", "192.0.2.71", "203.0.113.211"
    server.account("marina", "marina.example", ["info"])
    server.history({box: owner}, days=12)
    server.ordinary_day(box, owner)
    for at in server.spread("11:00:00", "15:40:00", 120):
        server.smtp_auth_message(box, thief, at, server.strangers(2), "Your parcel is waiting",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=box, block=[thief], spare_origins=[owner])

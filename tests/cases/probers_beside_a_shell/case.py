"""Two hosts try forty names each, while a shell of a customer mails: every line of theirs is so near to its cwd= records that a
local user could have forged it there. The reject log, into which he cannot write, tells the same. Of a third host, which is a
partner's, only the main log tells: those lines are forged."""
from all_different import subject
from server import Server

PROBERS, PARTNER = ["203.0.113.71", "203.0.113.72"], "84.17.3.9"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("bakery", "bakery.example", ["shop"])
    server.history({"info@harbor.example": "192.0.2.21"})
    shell = server.php_file("bakery.example", "/wp-content/uploads/x.php", days_old=1)
    for at in server.spread("12:50:00", "15:10:00", 260):
        server.request("bakery.example", "203.0.113.90", at, "/wp-content/uploads/x.php", "POST", agent="curl/8.5.0")
        server.php_mail("bakery.example", "/wp-content/uploads/x.php", at + 0.3, server.strangers(1), subject(server),
                        ("greylisted", "unknown", "delivered"), sender="info@bakery.example", flood="shell", php_log=False)
    for number, at in enumerate(server.spread("13:00:00", "15:00:00", 80)):
        server.probe(PROBERS[number % 2], at, f"name{number}@harbor.example")
    for number, at in enumerate(server.spread("13:00:00", "15:00:00", 60)):
        server.exim.line(at, server.exim.pid(at), f"H=(mx.partner.example) [{PARTNER}]:4{number:04d} F=<> rejected RCPT "
                         f"<old{number}@harbor.example>: No Such User Here")
    server.expect("names", "inbound", block=PROBERS, spare_origins=[PARTNER])
    server.expect("shell", "script", system_user="bakery", domain="bakery.example", script=shell, block=["203.0.113.90"])
    server.never_named("harbor", "info@harbor.example", PARTNER)
    return server

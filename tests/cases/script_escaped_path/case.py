"""A planted page whose path has blanks and umlauts: browsers and logs write them as %XX, files and Exim as they are."""
from server import Server

SITE, PAGE, ESCAPED, THIEF, VISITOR = "bakery.example", "/neue fotos/über uns.php", "/neue%20fotos/%C3%BCber%20uns.php", "203.0.113.41", "192.0.2.9"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.php_file(SITE, PAGE, days_old=0.3)
    for at in server.spread("11:00:00", "15:30:00", 60):
        server.visit(SITE, VISITOR, at - 30)
        server.request(SITE, THIEF, at, ESCAPED if int(at) % 2 else ESCAPED.replace("%C3%BC", "%c3%bc") + "?x=1", "POST")
        server.php_mail(SITE, PAGE, at + 0.2, server.strangers(1), "Final notice", ("greylisted", "delivered", "unknown"), flood="planted")
    server.expect("planted", "script", system_user="bakery", domain=SITE, script=server.script_path(SITE, PAGE), block=[THIEF])
    server.never_named(VISITOR)
    return server

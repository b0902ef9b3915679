"""The web server's lines begin with the stamp (nginx: '$time_iso8601 $host $remote_addr "$request" ...'), and a visitor's
browser says in its agent what a line of the usual kind would say. A planted page is driven; who only looks is left alone."""
from server import Server

SITE, PAGE, THIEF, VISITOR = "bakery.example", "/images/.cache.php", "203.0.113.41", "192.0.2.9"


def stamp_in_front(domain, address, clock, at, fields, forwarded_for):
    return f"{clock.wall(at).isoformat(timespec='seconds')} {domain} {address} {fields}"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", web=stamp_in_front)
    server.account("bakery", SITE, ["shop"])
    server.php_file(SITE, PAGE, days_old=0.3)
    for at in server.spread("11:00:00", "15:30:00", 60):
        server.visit(SITE, VISITOR, at - 30)
        server.request(SITE, THIEF, at, PAGE, "POST", agent=f"{VISITOR} - - [{server.clock.web(at)}] ")
        server.php_mail(SITE, PAGE, at + 0.2, server.strangers(1), "Final notice", ("greylisted", "delivered", "unknown"), flood="planted")
    server.expect("planted", "script", system_user="bakery", domain=SITE, script=server.script_path(SITE, PAGE), block=[THIEF])
    server.never_named(VISITOR)
    return server

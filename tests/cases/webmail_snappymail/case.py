"""A robot guesses a mailbox's password through SnappyMail, gets in and writes. SnappyMail logs what failed alone; Dovecot and
Exim see the server itself. The site's requests show who sat before it; a neighbour who mistyped hers is left alone."""
from server import Server

SITE, PAGE, BOX, OTHER = "webmail.harbor.example", "/snappymail/index.php", "shop@harbor.example", "info@harbor.example"
THIEF, OWNER, NEIGHBOUR = "203.0.113.90", "192.0.2.41", "192.0.2.22"


def failure(server, name, address, when):
    at = server.moment(when)
    wall = server.clock.wall(at).astimezone(__import__("datetime").timezone.utc)
    server.log_file(f"/var/www/snappymail/data/_data_/_default_/logs/fail2ban/auth-{wall:%Y-%m-%d}.txt", None).add(
        at, f"[{wall:%Y-%m-%d %H:%M:%S}] Auth failed: ip={address} user={name} host=localhost port=143")
    server.failed_login(name, "127.0.0.1", at)


def send(server, box, address, at, to, subject, outcome, **fields):
    server.request(SITE, address, at, PAGE, "POST")
    server.login(box, "127.0.0.1", at + 0.1, lip="127.0.0.1")
    server.smtp_auth_message(box, "127.0.0.1", at + 0.5, to, subject, outcome, helo=SITE, **fields)


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("harbor", "harbor.example", ["shop", "info"])
    server.account("harbor", SITE)
    server.history({BOX: OWNER, OTHER: NEIGHBOUR}, days=10)
    server.php_file(SITE, PAGE, days_old=500)
    for ago in range(10, -1, -1):
        for number, hour in enumerate(("09:10:00", "11:40:00")):
            at = server.visit(SITE, OWNER, (ago, hour), ("/snappymail/", "/snappymail/app.js", PAGE))
            send(server, BOX, OWNER, at, [f"f{number}@partner{ago}.example"], ("Re: ropes", "Thursday's quay")[number],
                 "greylisted" if ago == 0 else "delivered", **({"honest": "thief"} if ago == 0 else {}))
    for at in server.spread("12:00:00", "12:50:00", 60):
        failure(server, BOX, THIEF, at)
    failure(server, OTHER, NEIGHBOUR, "12:20:00")
    at = server.visit(SITE, THIEF, "12:55:00", ("/snappymail/", "/snappymail/app.js", PAGE))
    for at in server.spread("13:00:00", "15:30:00", 40):
        send(server, BOX, THIEF, at, server.strangers(4), "Final notice", ("greylisted", "delivered", "unknown"), flood="thief")
    server.expect("thief", "mailbox", account=BOX, script=None, spare_origins=[OWNER, "127.0.0.1"], block=[THIEF])
    server.expect("guesses", "inbound", block=[THIEF])
    server.never_named(OTHER, NEIGHBOUR)
    return server

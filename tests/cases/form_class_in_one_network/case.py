"""A class of twenty-eight fills in a contact page that a content network keeps for its readers: each pupil by an address of the school's
IPv6 network, and every fourth types an address that came to his mind. Clean; a thief elsewhere is named."""
from abuse import stolen_beside
from server import Server

SITE, PAGE = "clinic.example", "/contact.php"
PUPILS = [f"3fff:128:5c84:9:{number * 571 + 4097:x}:{number * 97 + 259:x}:7:{number + 1:x}" for number in range(28)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("clinic", SITE, ["info"])
    server.php_file(SITE, PAGE, days_old=400)
    server.history({f"info@{SITE}": "192.0.2.31"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 2)):
            server.write_by_page(SITE, PAGE, f"198.51.100.{ago * 3 + number + 1}", at, f"guest{ago}x{number}@spot{number}.example", "delivered")
    for number, (pupil, at) in enumerate(zip(PUPILS, server.spread("10:05:00", "10:40:00", len(PUPILS)))):
        server.request(SITE, pupil, at, PAGE, "POST")
        server.php_mail(SITE, PAGE, at + 0.3, [f"pupil{number}@mail.example"], f"Your message to {SITE}", "unknown" if number % 4 == 1 else "delivered",
                        php_log=False, sender=f"info@{SITE}")
    server.never_named(*PUPILS, "clinic", SITE)
    stolen_beside(server)
    return server

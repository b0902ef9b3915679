"""Whoever runs PHP as www-data can write into Horde's log. A planted page mails, and a line for each letter says that a
neighbour sent it from his office, while he sits before Horde: Dovecot has not let him in at those seconds, so he is not named."""
import horde
from server import Server

SITE, PAGE, OTHER, OFFICE, THIEF = "bakery.example", "/images/.cache.php", "info@harbor.example", "192.0.2.22", "203.0.113.41"


def build(root):
    server = Server(root, layout="debian", log="cpanel", exim="4.96", mod_php=True)
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    for ago in range(10, -1, -1):
        horde.login(server, OTHER, OFFICE, (ago, "09:00:00"))
        for number in range(3):
            horde.send(server, OTHER, OFFICE, (ago, f"1{number}:10:00"), [f"friend{number}@partner{ago % 5}.example"], f"Order {ago}{number}")
    server.php_file(SITE, PAGE, days_old=0.3)
    for at in server.spread("11:00:00", "15:30:00", 90):
        server.request(SITE, THIEF, at, PAGE, "POST")
        to = server.strangers(1)
        server.php_mail(SITE, PAGE, at + 0.2, to, "Final notice", ("greylisted", "delivered", "unknown"), sender=OTHER, flood="planted")
        horde.line(server, at + 0.5, "INFO", f"Message sent to {to[0]} from {OTHER} ({OFFICE})", '1169 of "/usr/share/horde/imp/lib/Compose.php')
    server.expect("planted", "script", system_user="www-data", domain=SITE, script=server.script_path(SITE, PAGE), block=[THIEF])
    server.never_named(OTHER, OFFICE)
    return server

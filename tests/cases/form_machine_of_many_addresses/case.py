"""One machine posts into a contact page a hundred times, each time under another address of its /64, to a bought list. Two of the site's
readers, who look first, write as on other days."""
from server import Server

SITE, PAGE = "clinic.example", "/contact.php"
MACHINE = [f"3fff:128:5c84:9:{number * 571 + 4097:x}:{number * 97 + 259:x}:7:{number + 1:x}" for number in range(100)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("clinic", SITE, ["info"])
    server.php_file(SITE, PAGE, days_old=400)
    server.history({f"info@{SITE}": "192.0.2.31"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 2)):
            server.write_by_page(SITE, PAGE, f"198.51.100.{ago * 3 + number + 1}", at, f"guest{ago}x{number}@spot{number}.example", "delivered")
    for address, at in zip(MACHINE, server.spread("13:00:00", "13:30:00", 100)):
        server.request(SITE, address, at, PAGE, "POST", agent="Mozilla/5.0")
        server.php_mail(SITE, PAGE, at + 0.3, server.strangers(1), f"Your message to {SITE}", ("delivered", "unknown", "greylisted", "delivered"),
                        php_log=False, sender=f"info@{SITE}", flood="machine")
    server.expect("machine", "form", domain=SITE, block=MACHINE)
    server.never_named(*(f"198.51.100.{number}" for number in range(1, 45)))
    return server

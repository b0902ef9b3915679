"""One user runs all sites. Of what waits beside a shell's flood, the letter of the same site's order page is told as spared, and the
neighbour's letters, which have nothing to do with it, are not."""
from server import Server

SITE, OTHER, SHELL, CALLER = "choir.example", "museum.example", "/wp-content/uploads/a1.php", "203.0.113.61"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel", mod_php=True)
    for name in ("museum", "choir"):
        server.account(name, f"{name}.example", ["info"])
        server.php_file(f"{name}.example", "/order.php")
    server.history({f"info@{SITE}": "192.0.2.21", f"info@{OTHER}": "192.0.2.31"}, days=8)
    shell = server.php_file(SITE, SHELL, days_old=1)
    for number, at in enumerate(server.spread("10:00:00", "15:30:00", 12)):
        site = (OTHER, SITE)[number == 7]
        server.write_by_page(site, "/order.php", f"198.51.100.{number + 1}", at, f"buyer{number}@town{number}.example", "greylisted",
                             **({"honest": "shell"} if site == SITE else {}))
    for at in server.spread("12:00:00", "15:30:00", 90):
        server.request(SITE, CALLER, at, SHELL, "POST", agent="python-requests/2.31.0")
        server.php_mail(SITE, SHELL, at + 0.4, server.strangers(2), "Payment advice attached", ("greylisted", "unknown", "delivered"), flood="shell")
    server.expect("shell", "script", system_user="www-data", domain=SITE, script=shell, block=[CALLER])
    server.never_named("museum", OTHER)
    return server


def check(document):
    spared = document["incidents"][0]["queue_selection"]["spare"]
    return [] if len(spared) == 1 else [f"spared: {spared}"]

"""lighttpd's own form, one log of all sites: "%h %V %u %t ...". A shell lies in one site; visitors of the other ask for
its pages all day, and the shell's caller also under that site's name, where there is no such file."""
from server import Server

SITE, OTHER, SHELL = "bakery.example", "harbor.example", "/wp-content/uploads/x9.php"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel", web=lambda domain, address, clock, at, rest, forwarded:
                    f"{address} {domain} - [{clock.web(at)}] {rest}")
    server.layout.access_log = lambda account, domain: "/var/log/lighttpd/access.log"
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", OTHER, ["info"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, SHELL, days_old=1)
    server.php_file(OTHER, "/index.php")
    for number, at in enumerate(server.spread("11:00:00", "15:20:00", 60)):
        server.request((SITE, OTHER)[number % 2], f"192.0.2.{100 + number}", at, "/index.php")
    # A scanner looks for such shells in the other site while this one mails: it found none there.
    for at in server.spread("13:00:00", "15:20:00", 24):
        server.request(OTHER, "198.51.100.30", at + 0.1, SHELL, "POST", status=404)
        server.request(SITE, "203.0.113.90", at, SHELL, "POST")
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender="billing@bakery.example", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"],
                  spare_origins=["192.0.2.41", "198.51.100.30"])
    server.never_named("harbor", OTHER)
    return server

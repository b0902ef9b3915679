"""Debian as its own template has it: each <VirtualHost> is a copy of 000-default.conf with its line
"CustomLog ${APACHE_LOG_DIR}/access.log combined": one log for all sites, no virtual host in it. Exim's default log_selector,
no PHP mail log."""
from server import Server
from services import ROBOT

SITES = ("bakery.example", "shop.example", "club.example", "blog.example")


def one_log(root, mod_php, with_contact_page=SITES):
    server = Server(root, layout="debian", exim="4.96", mod_php=mod_php)
    layout = server.layout
    layout.shared_access_log = None
    layout.access_log = lambda account, domain: "/var/log/apache2/access.log"
    layout.document_root = lambda account, domain: f"/var/www/{domain}" if mod_php else f"/home/{account}/{domain}"
    usual = layout.write

    def write(server):
        usual(server)
        for account, domain in server.sites():
            handler = "" if mod_php else ("  <FilesMatch \\.php$>\n    SetHandler \"proxy:unix:/run/php/"
                                          f"{account}.sock|fcgi://localhost\"\n  </FilesMatch>\n")
            server.file(f"/etc/apache2/sites-enabled/{domain}.conf",
                        f"<VirtualHost *:443>\n  ServerName {domain}\n  ServerAlias www.{domain}\n"
                        f"  DocumentRoot {layout.document_root(account, domain)}\n"
                        f"  CustomLog ${{APACHE_LOG_DIR}}/access.log combined\n{handler}</VirtualHost>\n")
            if not mod_php:
                server.file(f"/etc/php/8.2/fpm/pool.d/{account}.conf",
                            f"[{account}]\nuser = {account}\ngroup = {account}\nlisten = /run/php/{account}.sock\n")
    layout.write = write
    for number, domain in enumerate(SITES):
        server.account(f"user{number}", domain, ["info"])
        if domain in with_contact_page:
            server.php_file(domain, "/contact.php")
        server.php_file(domain, "/index.php")
    server.history({f"info@{domain}": f"192.0.2.{20 + n}" for n, domain in enumerate(SITES)}, days=7)
    return server


def visitors(server, honest_of):
    """Five people a day write by each contact page, from one address each, having looked at pages."""
    number, addresses = 0, []
    for ago in range(7, -1, -1):
        for domain in SITES[1:]:
            for at in server.spread((ago, "08:00:00"), (ago, "15:40:00"), 5):
                number += 1
                visitor = f"198.51.100.{number % 250 + 1}"
                is_honest = not ago and (server.mod_php or domain == SITES[1])
                server.write_by_page(domain, "/contact.php", visitor, at, f"guest{number}@town{number % 30}.example",
                                     "delivered" if ago else ("delivered", "greylisted"),
                                     honest=honest_of if is_honest else None)
                if not ago:
                    addresses.append(visitor)
    return addresses


def form(root, mod_php):
    server = one_log(root, mod_php)
    people = visitors(server, "robot")
    for at in server.spread("13:00:00", "15:20:00", 70):
        server.request(SITES[1], "203.0.113.90", at, "/contact.php", "POST", agent=ROBOT)
        server.php_mail(SITES[1], "/contact.php", at + 0.3, server.strangers(1), f"Your message to {SITES[1]}",
                        ("greylisted", "unknown", "delivered"), sender=f"info@{SITES[1]}", php_log=False, flood="robot")
    server.expect("robot", "form", system_user="www-data" if mod_php else "user1", counts=False,
                  block=["203.0.113.90"], spare_origins=people)
    server.never_named(SITES[2], SITES[3], "user2", "user3", *people)
    return server


def shell(root, mod_php):
    server = one_log(root, mod_php)
    script = server.php_file(SITES[0], "/wp-content/uploads/x9.php", days_old=1)
    people = visitors(server, "shell" if mod_php else None)
    for at in server.spread("13:00:00", "15:20:00", 20):
        server.request(SITES[0], "203.0.113.90", at, "/wp-content/uploads/x9.php", "POST", agent="curl/8.5.0")
        server.php_mail(SITES[0], "/wp-content/uploads/x9.php", at + 0.3, server.strangers(4), "Final notice",
                        ("greylisted", "unknown", "delivered"), sender="billing@bakery.example", php_log=False,
                        flood="shell")
    server.expect("shell", "script", system_user="www-data" if mod_php else "user0", domain=SITES[0], script=script,
                  block=["203.0.113.90"], spare_origins=people)
    server.never_named(SITES[2], SITES[3], "user2", "user3", *people)
    return server


def rewritten(root, header):
    """The shop has no contact.php: a rule hands every address to index.php. The bakery has one, and nothing to do with it."""
    server = one_log(root, mod_php=True, with_contact_page=SITES[:1])
    for ago in range(7, 0, -1):
        at = server.visit(SITES[1], f"198.51.100.{ago}", (ago, "18:30:00"), ("/", "/contact.php"))
        server.request(SITES[1], f"198.51.100.{ago}", at, "/contact.php", "POST")
        server.php_mail(SITES[1], "/index.php", at + 0.3, [f"guest{ago}@partner2.example"], "Your message to us",
                        php_log=False, script_header=header, sender=f"info@{SITES[1]}")
    for at in server.spread("13:00:00", "15:20:00", 70):
        server.request(SITES[1], "203.0.113.90", at, "/contact.php", "POST", agent=ROBOT)
        server.php_mail(SITES[1], "/index.php", at + 0.3, server.strangers(1), "Your message to us",
                        ("greylisted", "unknown", "delivered"), sender=f"info@{SITES[1]}", php_log=False,
                        script_header=header, flood="robot")
    server.expect("robot", "form", system_user="www-data", counts=False, block=["203.0.113.90"])
    server.never_named(SITES[0], "user0", SITES[2], SITES[3])
    return server

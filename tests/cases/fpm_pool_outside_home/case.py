"""Debian as most tutorials set it up: nginx, sites in /var/www/DOMAIN, PHP-FPM pools that run as a user of their own whose
home is elsewhere (/home/shops), no PHP mail log, Exim's default log_selector. Which user runs a site is said by
fastcgi_pass and the pool's listen/user (and by the files' owner). A shell is in one of two sites of one pool; the other
site's contact page and another pool's site mail honestly in the same hours."""
import os
import shutil

from server import Server

SITES = {"bakery.example": "shops", "toys.example": "shops", "club.example": "club"}


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    layout = server.layout
    layout.shared_access_log = None
    layout.access_log = lambda account, domain: f"/var/log/nginx/{domain}.access.log"
    layout.document_root = lambda account, domain: f"/var/www/{domain}/public"
    debian_write = layout.write

    def write(server):
        debian_write(server)
        shutil.rmtree(server.root + "/etc/apache2")
        server.file("/etc/nginx/nginx.conf", "user www-data;\nhttp {\n  access_log /var/log/nginx/access.log;\n"
                    "  include /etc/nginx/sites-enabled/*;\n}\n")
        for domain, user in SITES.items():
            server.file(f"/etc/nginx/sites-enabled/{domain}", f"""\
server {{
  listen 443 ssl;
  server_name {domain} www.{domain};
  root /var/www/{domain}/public;
  access_log /var/log/nginx/{domain}.access.log;
  location ~ \\.php$ {{
    include snippets/fastcgi-php.conf;
    fastcgi_pass unix:/run/php/{user}.sock;
  }}
}}
""")
            server.file(f"/etc/php/8.2/fpm/pool.d/{user}.conf",
                        f"[{user}]\nuser = {user}\ngroup = {user}\nlisten = /run/php/{user}.sock\npm = ondemand\n")
    layout.write = write
    for domain, user in SITES.items():
        server.account(user, domain, ["info"])
        server.php_file(domain, "/contact.php")
    shell = server.php_file("bakery.example", "/wp-content/uploads/x9.php", days_old=1)
    server.history({f"info@{domain}": f"192.0.2.{21 + n}" for n, domain in enumerate(SITES)}, days=7)
    number = 0
    for ago in range(7, -1, -1):
        for domain in ("toys.example", "club.example"):
            for at in server.spread((ago, "08:00:00"), (ago, "15:40:00"), 6):
                number += 1
                server.write_by_page(domain, "/contact.php", f"198.51.100.{number % 250 + 1}", at,
                                     f"guest{number}@town{number % 30}.example",
                                     "delivered" if ago else ("delivered", "greylisted"),
                                     honest="shell" if domain == "toys.example" and not ago else None)
    for at in server.spread("13:00:00", "15:20:00", 20):
        server.request("bakery.example", "203.0.113.90", at, "/wp-content/uploads/x9.php", "POST", agent="curl/8.5.0")
        server.php_mail("bakery.example", "/wp-content/uploads/x9.php", at + 0.3, server.strangers(4), "Final notice",
                        ("greylisted", "unknown", "delivered"), sender="billing@bakery.example", php_log=False,
                        flood="shell")

    def owners(root):
        for domain, user in SITES.items():
            for folder, _, files in os.walk(f"{root}/var/www/{domain}"):
                for name in [""] + files:
                    if os.geteuid() == 0:
                        os.chown(os.path.join(folder, name), server.accounts[user].uid, server.accounts[user].uid)
    server.damage.append(owners)
    server.expect("shell", "script", system_user="shops", domain="bakery.example", script=shell,
                  block=["203.0.113.90"])
    server.never_named("toys.example", "club.example", "club")
    return server

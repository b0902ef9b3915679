"""A panel's nginx names each site's folder with `set`, and its logs below another such name. A shell in a plugin mails:
site, file and driver are found; the neighbour's page, asked for meanwhile, is not."""
from server import Server

SITE, SHELL = "bakery.example", "/wp-content/plugins/gallery/k3.php"

VHOST = """server {{
  server_name {domain} www.{domain};
  set $base_path "/var/www/{account}/data";
  set $root_path ${{base_path}}/www/{domain};
  location ~ /\\.ht {{ deny all; }}
  root $root_path;
  access_log $base_path/logs/{domain}.access.log;
}}
"""


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="debian")
    layout = server.layout
    layout.shared_access_log = None
    layout.home = lambda account: f"/var/www/{account}/data"
    layout.document_root = lambda account, domain: f"/var/www/{account}/data/www/{domain}"
    layout.access_log = lambda account, domain: f"/var/www/{account}/data/logs/{domain}.access.log"

    def write_vhosts(server):
        server.file("/etc/debian_version", "12.8\n")
        server.file("/etc/mailname", server.hostname + "\n")
        server.file("/etc/exim4/domains", "".join(f"{domain}\n" for domain in server.domains()))
        server.file("/etc/exim4/exim4.conf.template", f"primary_hostname = {server.hostname}\n"
                    "domainlist local_domains = lsearch;/etc/exim4/domains\nhostlist relay_from_hosts = 127.0.0.1\n")
        server.file("/etc/nginx/nginx.conf", "user www-data;\nhttp {\n include /etc/nginx/vhosts/*/*.conf;\n}\n")
        for account, domain in server.sites():
            server.file(f"/etc/nginx/vhosts/{account}/{domain}.conf", VHOST.format(account=account, domain=domain))
    layout.write = write_vhosts
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=7)
    shell = server.php_file(SITE, SHELL, days_old=1)
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 36)):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent="curl/8.5.0")
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice",
                        ("greylisted", "unknown", "delivered"), sender="billing@bakery.example", flood="shell", php_log=False)
        if number % 4 == 0:
            server.visit("harbor.example", f"192.0.2.{130 + number % 7}", at - 3)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"])
    server.never_named("harbor", "harbor.example", "shop@bakery.example")
    return server

"""A panel that nobody knows: homes under /srv/customers, a folder for each site in them, and no web server's settings that
could be read (they are in a container, or were not copied). One access log with the virtual host in front tells of all
sites and of no account. Exim's default log_selector: no cwd= lines."""
import shutil

from server import Server
from services import ROBOT

SITES = ("bakery.example", "shop.example", "club.example")


def one_for_all(layout):
    layout.shared_access_log = "/var/log/apache2/other_vhosts_access.log"
    layout.access_log = lambda account, domain: layout.shared_access_log
    layout.home = lambda account: f"/srv/customers/{account}"
    layout.document_root = lambda account, domain: f"/srv/customers/{account}/www.{domain}/htdocs"


def ispmanager(layout):
    """A log for each site, named after it: that makes a site of which neither owner nor folder is known."""
    layout.shared_access_log = None
    layout.access_log = lambda account, domain: f"/var/www/httpd-logs/{domain}.access.log"
    layout.home = lambda account: f"/var/www/{account}/data"
    layout.document_root = lambda account, domain: f"/var/www/{account}/data/www/{domain}"


def plain_nginx(layout):
    """The same homes, and nginx's own folder of logs, whose names hold nothing but the site's."""
    ispmanager(layout)
    layout.access_log = lambda account, domain: f"/var/log/nginx/{domain}.log"


def fastpanel(layout):
    """The same homes, and the logs in them: nginx's and that of the Apache behind it."""
    ispmanager(layout)
    layout.access_log = lambda account, domain: f"/var/www/{account}/data/logs/{domain}-frontend.access.log"


def unknown_panel(root, lay_out=one_for_all):
    server = Server(root, layout="debian", exim="4.92")
    layout = server.layout
    lay_out(layout)
    server.damage.append(lambda tree: shutil.rmtree(f"{tree}/etc/apache2"))
    for number, domain in enumerate(SITES):
        server.account(f"k{number}", domain, ["info"])
        server.php_file(domain, "/contact.php")
        server.php_file(domain, "/index.php")
    server.history({f"info@{domain}": f"192.0.2.{20 + n}" for n, domain in enumerate(SITES)}, days=7)
    return server


def visitors(server):
    """Three people a day write by each contact page."""
    honest = {"honest": "robot"}
    write_by_contact_pages(server, SITES, 3, lambda ago, domain: ("delivered", honest if not ago and domain == SITES[1] else {}))


def write_by_contact_pages(server, sites, each, what):
    """For a week, `each` a day; `what(ago, domain)` gives what becomes of such a letter, and its other fields."""
    number = 0
    for ago in range(7, -1, -1):
        for domain in sites:
            for at in server.spread((ago, "08:00:00"), (ago, "15:40:00"), each):
                number += 1
                outcome, fields = what(ago, domain)
                server.write_by_page(domain, "/contact.php", f"198.51.100.{number % 200 + 20}", at,
                                     f"guest{number}@town{number % 30}.example", outcome, **fields)


def one_log(server):
    """The web server's own log of all sites, without the virtual host."""
    server.layout.shared_access_log = None
    server.layout.access_log = lambda account, domain: "/var/log/httpd/access_log"


def shell(root, without_host=False, lay_out=one_for_all):
    server = unknown_panel(root, lay_out)
    if without_host:
        one_log(server)
    visitors(server)
    script = server.php_file(SITES[0], "/wp-content/uploads/x9.php", days_old=1)
    for at in server.spread("13:00:00", "15:20:00", 40):
        server.request(SITES[0], "203.0.113.90", at, "/wp-content/uploads/x9.php", "POST", agent=ROBOT)
        server.php_mail(SITES[0], "/wp-content/uploads/x9.php", at + 0.3, server.strangers(3), "Final notice",
                        ("greylisted", "unknown", "delivered"), sender="billing@bakery.example", php_log=False,
                        flood="shell")
    server.expect("shell", "script", system_user="k0", script=script, block=["203.0.113.90"])
    server.never_named("k1", "k2", *SITES[1:])
    return server


def form(root, lay_out=one_for_all):
    server = unknown_panel(root, lay_out)
    visitors(server)
    for at in server.spread("13:00:00", "15:20:00", 70):
        server.request(SITES[1], "203.0.113.90", at, "/contact.php", "POST", agent=ROBOT)
        server.php_mail(SITES[1], "/contact.php", at + 0.3, server.strangers(1), f"Your message to {SITES[1]}",
                        ("greylisted", "unknown", "delivered"), sender=f"info@{SITES[1]}", php_log=False, flood="robot")
    server.expect("robot", "form", system_user="k1", script=server.script_path(SITES[1], "/contact.php"), counts=False,
                  block=["203.0.113.90"])
    server.never_named("k0", "k2", SITES[0], SITES[2])
    return server


def neighbour(root, method="GET", lay_out=one_for_all):
    server = unknown_panel(root, lay_out)
    visitors(server)
    for ago in range(7, -1, -1):
        first = server.moment((ago, "12:00:00"))
        for minute in range(200):
            server.request(SITES[1], "198.51.100.251", first + 60 * minute, "/index.php", method, agent="monitor/2.1")
    first = server.moment("13:00:00")
    for minute in range(120):
        server.local_message("k0", first + 60 * minute + 1, "billing@bakery.example", server.strangers(1), "Final notice",
                             ("greylisted", "unknown", "delivered"), flood="job")
    server.expect("job", "script", system_user="k0", script=None, url=None, counts=False, block=[], spare_origins=["198.51.100.251"])
    server.never_named("k1", "k2", *SITES[1:])
    return server

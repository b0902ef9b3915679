"""Debian with four sites, one access log that names none of them, and nothing that tells where they are: the web server's settings
and PHP's pools were not copied, or cannot be read. Exim's default log_selector, no PHP mail log, no header of PHP's.

A newsletter's page that a reader of the site starts, and a shell that somebody starts who never looked at a page, to lists as good."""
from server import Server
from unknown_panel import write_by_contact_pages

SITES = ("bakery.example", "shop.example", "club.example", "blog.example")
PAGES = ("/news/admin/", "/news/admin/list/", "/news/admin/compose/", "/news/admin/preview/", "/news/admin/send.php")
OWNER, THIEF = "198.51.100.7", "203.0.113.90"


def town(root, mod_php):
    server = Server(root, layout="debian", exim="4.96", mod_php=mod_php)
    layout = server.layout
    layout.shared_access_log = None
    layout.access_log = lambda account, domain: "/var/log/apache2/access.log"

    def write(server):
        server.file("/etc/debian_version", "12.8\n")
        server.file("/etc/mailname", f"{server.hostname}\n")
        server.file("/etc/exim4/update-exim4.conf.conf", "dc_eximconfig_configtype='internet'\n"
                    f"dc_other_hostnames='{' : '.join(server.domains())}'\ndc_local_interfaces=''\ndc_relay_nets=''\n")
    layout.write = write
    for number, domain in enumerate(SITES):
        server.account(f"user{number}", domain, ["info"])
        server.php_file(domain, "/contact.php")
        server.php_file(domain, "/index.php")
    server.history({f"info@{domain}": f"192.0.2.{20 + n}" for n, domain in enumerate(SITES)}, days=7)
    return server


def visitors(server):
    """Five people a day write by the contact pages of three sites, having looked at pages."""
    write_by_contact_pages(server, SITES[1:], 5, lambda ago, domain: ("delivered" if ago else ("delivered", "greylisted"),
                                                                      {"script_header": False}))


def mail(server, page, at, count, subject, outcome, **fields):
    made = server.php_mail(SITES[0], page, at, server.strangers(count, domains=40), subject, outcome, php_log=False,
                           script_header=False, sender=f"info@{SITES[0]}", **fields)
    return made[-1].at


def newsletter(root, mod_php, requests, letters, outcome, method):
    server = town(root, mod_php)
    visitors(server)
    server.php_file(SITES[0], PAGES[-1])
    at = server.visit(SITES[0], OWNER, "14:00:00", PAGES) + 20
    for number in range(requests):
        server.request(SITES[0], OWNER, at, f"{PAGES[-1]}?part={number}" if method == "GET" else PAGES[-1], method)
        at = mail(server, PAGES[-1], at + 0.3, letters, "Breads of this autumn", outcome) + 20
    server.never_named(OWNER, *SITES, "user0", "www-data", *(f"user{n}" for n in (1, 2, 3)))
    server.expect_note("they follow requests for /news/admin/send.php")
    return server


def shell(root, mod_php):
    server = town(root, mod_php)
    visitors(server)
    script = "/wp-includes/class-wp-media.php"
    server.php_file(SITES[0], script, days_old=1)
    at = server.moment("14:00:00")
    server.request(SITES[0], THIEF, at, script, "POST", agent="curl/8.5.0")
    mail(server, script, at + 0.3, 300, "Final notice", ("delivered",) * 14 + ("unknown",) + ("delivered",) * 6 + ("greylisted",),
         flood="shell")
    server.expect("shell", "script", system_user="www-data" if mod_php else "user0", counts=False)
    server.never_named(*SITES[1:], "user1", "user2", "user3")
    return server


def says_what_began(document):
    """Nobody may say that no request precedes it."""
    texts = [row["text"] for incident in document["incidents"] for row in incident["evidence"]]
    texts += [row["reason"] for incident in document["incidents"] for row in incident["plan"]]
    wrong = [text for text in texts if "no web request" in text]
    pages = [incident["url"] for incident in document["incidents"]] + texts
    return wrong + ([] if any("/wp-includes/class-wp-media.php" in (page or "") for page in pages) else ["no page is told"])

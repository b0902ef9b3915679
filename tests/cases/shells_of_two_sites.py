"""Two shells in two sites that one web user runs, called by turns by an address of each; the main log has no cwd=. In letters that wait
PHP's header names each file, and of those that are gone nothing tells but the request before, the sender and, if it is logged, the subject.
Another site's visitors write by its form."""
from server import Server
from services import ROBOT
from unknown_panel import write_by_contact_pages

SHELLS = {"bakery.example": ("/wp-content/uploads/a1.php", "203.0.113.61", "Your parcel is waiting at the depot"),
          "club.example": ("/tmp/b2.php", "203.0.113.62", "Payment advice attached")}
SHOP = "shop.example"


def town(root, log):
    server = Server(root, layout="debian", exim="4.96", mod_php=True, log=log)
    for number, domain in enumerate((*SHELLS, SHOP)):
        server.account(f"user{number}", domain, ["info"])
        server.php_file(domain, "/contact.php")
        server.php_file(domain, "/index.php")
    server.history({f"info@{domain}": f"192.0.2.{20 + n}" for n, domain in enumerate((*SHELLS, SHOP))}, days=7)
    write_by_contact_pages(server, (SHOP,), 5, lambda ago, domain: ("delivered", {}))
    return server


def shells(root, log="debian"):
    server = town(root, log)
    calls = {}
    for number, (domain, (page, caller, subject)) in enumerate(SHELLS.items()):
        calls[domain] = [at + 7 * number for at in server.spread("10:03:20", "15:31:00", 45)]
        for at in calls[domain]:
            server.request(domain, caller, at, page, "POST", agent=ROBOT)
            server.php_mail(domain, page, at + 0.3, server.strangers(2), subject, ("delivered", "delivered", "greylisted", "unknown"),
                            flood=page, php_log=False, sender=f"info@{domain}")
        script = server.php_file(domain, page, days_old=1)
        server.expect(page, "script", system_user="www-data", script=script, block=[caller])
    return server, calls


def write_in_the_second_of(server, domain, calls):
    """People who looked at a page of the shell's own site, each in a second in which the shell is called, under the same sender."""
    for number, at in enumerate(calls):
        visitor = f"198.51.100.{number + 120}"
        server.visit(domain, visitor, at - 90, ("/", "/contact.php"))
        server.request(domain, visitor, at, "/contact.php", "POST")
        server.php_mail(domain, "/contact.php", at + 0.4, [f"visitor{number}@example.net"], "We have got your message", "delivered",
                        php_log=False, sender=f"info@{domain}")

"""One machine posts into a contact page a hundred times, each time under another address of its /64, to a bought list. Two of the site's
readers, who look first, write as on other days."""
from letters_by_page import addresses_of_one_network, site_with_page, two_visitors_a_day, write_unseen

SITE, PAGE = "clinic.example", "/contact.php"
MACHINE = addresses_of_one_network(100)


def build(root):
    server = site_with_page(root, "clinic", SITE, PAGE)
    two_visitors_a_day(server, SITE, PAGE)
    for address, at in zip(MACHINE, server.spread("13:00:00", "13:30:00", len(MACHINE))):
        write_unseen(server, SITE, PAGE, address, at, server.strangers(1)[0], ("delivered", "unknown", "greylisted", "delivered"),
                     agent="Mozilla/5.0", flood="machine")
    server.expect("machine", "form", domain=SITE, block=MACHINE)
    server.never_named(*(f"198.51.100.{number}" for number in range(1, 45)))
    return server

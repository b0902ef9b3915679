"""A class of twenty-eight fills in a contact page that a content network keeps for its readers: each pupil by an address of the school's
IPv6 network, and every fourth types an address that came to his mind. Clean; a thief elsewhere is named."""
from abuse import stolen_beside
from letters_by_page import addresses_of_one_network, site_with_page, two_visitors_a_day, write_unseen

SITE, PAGE = "clinic.example", "/contact.php"
PUPILS = addresses_of_one_network(28)


def build(root):
    server = site_with_page(root, "clinic", SITE, PAGE)
    two_visitors_a_day(server, SITE, PAGE)
    for number, (pupil, at) in enumerate(zip(PUPILS, server.spread("10:05:00", "10:40:00", len(PUPILS)))):
        write_unseen(server, SITE, PAGE, pupil, at, f"pupil{number}@mail.example", "unknown" if number % 4 == 1 else "delivered")
    server.never_named(*PUPILS, "clinic", SITE)
    stolen_beside(server)
    return server

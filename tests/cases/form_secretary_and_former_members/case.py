"""A club's page reminds its members. Its secretary has worked with it for weeks, and today she writes to former members, of whom three in
ten are gone; a helper who began yesterday has thirty of the others, of whom three are. Clean; a thief elsewhere is named."""
from abuse import stolen_beside
from letters_by_page import site_with_page, write_after_look

SITE, PAGE, SECRETARY, HELPER = "club.example", "/remind.php", "88.4.7.31", "84.61.9.77"


def build(root):
    server = site_with_page(root, "club", SITE, PAGE)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 10 if ago else 30)):
            is_gone = ago == 0 and number % 10 in (1, 4, 7)
            write_after_look(server, SITE, PAGE, SECRETARY, at, f"member{ago}x{number}@spot{number}.example", "unknown" if is_gone else "delivered")
        for number, at in enumerate(server.spread((ago, "09:00:00"), (ago, "15:30:00"), {1: 12, 0: 30}.get(ago, 0))):
            is_gone = ago == 0 and number % 10 == 3
            write_after_look(server, SITE, PAGE, HELPER, at, f"guest{ago}x{number}@spot{number % 17}.example", "unknown" if is_gone else "delivered")
    server.never_named(SECRETARY, HELPER, "club", SITE)
    stolen_beside(server)
    return server

"""As visitors_start_a_shell, and PHP tells of no file. All that is known is the front page, which is older than its mail and
which every page of the site goes through: it is shown, and not sealed."""
from front_page import SITE, VISITORS, bakery, letters, sealed


def build(root):
    server = bakery(root)
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 60)):
        server.visit(SITE, VISITORS[number], at)
        letters(server, at + 0.4, 4, header=False)
    server.expect("shell", "script", system_user="bakery", domain=SITE, spare_origins=VISITORS)
    return server


def check(document):
    return sealed(document)

"""A line in the site's index.php calls a shell among the uploads, which mails whenever somebody looks at the site. PHP's log
names it. Sixty people looked: they drive nothing. Who presses the front page twenty times and looks at nothing is blocked."""
from front_page import FILE, SITE, VISITORS, bakery, letters
from services import ROBOT

DRIVER = "203.0.113.90"


def build(root):
    server = bakery(root)
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 60)):
        server.visit(SITE, VISITORS[number], at)
        letters(server, at + 0.4, 4, php_log=True)
    for at in server.spread("10:00:00", "15:00:00", 20):
        server.request(SITE, DRIVER, at, "/", "POST", agent=ROBOT)
        letters(server, at + 0.3, 4, php_log=True)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=server.script_path(SITE, FILE), block=[DRIVER],
                  spare_origins=VISITORS)
    return server

"""A shell beside the site's index.php is asked for by its own name, and writes a header into its letters that names the
site's index.php, and on every other a file of the theme: it is the shell that is sealed, whatever it says."""
from front_page import bakery
from services import ROBOT

SITE, SHELL, DRIVER = "bakery.example", "/wp-cache7.php", "203.0.113.90"


def build(root):
    server = bakery(root)
    shell = server.php_file(SITE, SHELL, days_old=1)
    uid = server.accounts["bakery"].uid
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 25)):
        server.request(SITE, DRIVER, at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender=f"billing@{SITE}", flood="shell", php_log=False, script_header=False,
                        extra_headers=[("X-PHP-Originating-Script", f"{uid}:{('index', 'functions')[number % 2]}.php")])
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=[DRIVER])
    return server

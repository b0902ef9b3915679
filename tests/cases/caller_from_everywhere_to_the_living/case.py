"""As shell_in_plugin_by_get, and everybody whom the program writes to exists: it may be its owner's new newsletter, which a service calls
from wherever it has machines. None of them is blocked."""
from server import Server
from shell_callers import SITE

PAGE = "/wp-content/plugins/letters/send.php"
CALLERS = [f"{40 + number}.{number * 3 + 1}.7.9" for number in range(12)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["desk"])
    server.history({f"desk@{SITE}": "192.0.2.31"}, days=8)
    server.php_file(SITE, PAGE, 2)
    for ago in range(8, -1, -1):
        for reader, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 40)):
            server.visit(SITE, f"198.51.100.{reader + 1}", at)
    for number, caller in enumerate(CALLERS):
        at = server.moment("13:00:00") + 700 * number
        server.request(SITE, caller, at, f"{PAGE}?part={number}")
        server.php_mail(SITE, PAGE, at + 0.4, server.strangers(20), "Our letter of November", php_log=False)
    server.never_named("lakeside", SITE, *CALLERS)
    return server

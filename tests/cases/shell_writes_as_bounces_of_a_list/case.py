"""A shell gives its letters a sender as list managers make them, of a list that is not here and is not its site's: it is told as what it is, a
program, and no list is named."""
from all_different import outcomes
from server import Server

SITE, TARGET, CALLER = "bakery.example", "/wp-content/uploads/x9.php", "203.0.113.90"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, TARGET, days_old=1)
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 30)):
        to = server.strangers(4)
        server.request(SITE, CALLER, at, TARGET, "POST", agent="curl/8.5.0")
        server.php_mail(SITE, TARGET, at + 0.3, to, "Final notice", outcomes(server, to, 6, number), sender="news-bounces@bank.example",
                        extra_headers=[("List-Id", "<news.bank.example>")], flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, list=None, block=[CALLER])
    return server

"""What sends through localhost is no page: a program somebody left running. The bakery's pages are asked for every few
seconds meanwhile, one of them by a robot that never looks at another: nobody is named, for nothing tells who it was."""
from services import ROBOT
from smtp_pages import SITE, orders, page_mail, two_sites


def build(root):
    server = two_sites(root=root)
    orders(server, honest="local")
    server.php_file(SITE, "/wp-admin/admin-ajax.php")
    server.php_file(SITE, "/feed.php")
    for at in server.spread("13:00:00", "15:20:00", 150):
        page_mail(server, SITE, at, server.strangers(2), "Final notice", ("greylisted", "delivered", "unknown"), flood="local")
    for at in server.spread("12:00:00", "15:50:00", 1500):
        server.request(SITE, "192.0.2.150", at, "/wp-admin/admin-ajax.php", "POST")
    for at in server.spread("12:00:00", "15:50:00", 700):
        server.request(SITE, "203.0.113.40", at, "/feed.php", agent=ROBOT)
    server.expect("local", "relay", account=None, script=None, block=[], spare_origins=["127.0.0.1", "192.0.2.150", "203.0.113.40"])
    server.never_named("harbor", "harbor.example", "bakery", SITE, "shop@bakery.example")
    return server

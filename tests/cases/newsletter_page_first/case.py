"""A newsletter program's first mailing: the owner's browser calls its queue page, twenty times 25 letters, from where
he reads the site's mail every day. Clean."""
from server import Server

SITE, OWNER = "choir.example", "192.0.2.55"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("choir", SITE, ["info"])
    server.php_file(SITE, "/lists/admin/index.php")
    server.history({"info@choir.example": OWNER})
    at = server.visit(SITE, OWNER, "14:00:00", ("/lists/admin/", "/lists/styles.css", "/lists/admin/?page=send"))
    for _ in range(20):
        server.request(SITE, OWNER, at, "/lists/admin/?page=processqueue")
        server.php_mail(SITE, "/lists/admin/index.php", at + 0.3, server.strangers(25, domains=40), "Autumn concert",
                        ("delivered",) * 24 + ("greylisted",), sender="info@choir.example",
                        extra_headers=[("List-Unsubscribe", "<https://choir.example/lists/?p=unsubscribe>")])
        at += 40
    server.never_named(OWNER, SITE)
    return server

"""A club whose mail is elsewhere sends its newsletter by its site's plugin, which asks the server again for every five of 400
letters: no log here knows the desk it is started from. Clean: the site's own page is not sealed."""
from abuse import stolen_beside
from server import Server

SITE, DESK, PAGE = "birdclub.example", "198.51.100.77", "/wp-admin/admin-ajax.php"


def club(root, outcomes, driver=DESK, **fields):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("birdclub", SITE, ["info"])
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=12)
    server.php_file(SITE, PAGE, days_old=500)
    for ago in range(12, -1, -1):
        server.visit(SITE, f"203.0.113.{10 + ago}", (ago, "12:20:00"))
    server.visit(SITE, driver, "09:40:00", ("/wp-login.php", "/wp-admin/", "/wp-admin/menu.css", "/wp-admin/edit.php",
                                            "/wp-admin/admin.php?page=newsletter"))
    server.request(SITE, driver, "09:40:20", "/wp-login.php", "POST", 302)
    at = server.moment("10:30:00")
    for _ in range(80):
        server.request(SITE, driver, at, PAGE, "POST", referer=f"https://{SITE}/wp-admin/admin.php?page=newsletter")
        server.php_mail(SITE, PAGE, at + 0.2, server.strangers(5), "Birds of autumn", outcomes, php_log=False,
                        sender=f"news@{SITE}", **fields)
        at += 3 + server.random.random()
    return server


def build(root):
    server = club(root, ("delivered",) * 59 + ("unknown",))
    stolen_beside(server)
    server.never_named("birdclub", SITE, DESK)
    server.expect_note("this may be honest: a person who looked at the site first had the page send it")
    return server

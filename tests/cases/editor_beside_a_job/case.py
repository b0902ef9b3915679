"""An intruder's job mails all the day, and the log tells no folder. Somebody works with the site, for the first time in these days: his page
posts now and again, so that a letter follows often, no more than chance has it. He is not blocked, and the page is not named."""
from server import Server

SITE, EDITOR = "bakery.example", "198.51.100.77"


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="debian")
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=8)
    page = server.php_file(SITE, "/stock.php")
    server.visit(SITE, EDITOR, "10:50:00", ("/", "/login.php", "/stock.php"))
    for at in server.spread("11:00:00", "15:45:00", 3600):
        server.request(SITE, EDITOR, at, "/stock.php", "POST")
    for at in server.spread("11:00:00", "15:45:00", 700):
        server.local_message("bakery", at, f"billing@{SITE}", server.strangers(1), "Final notice", ("unknown", "delivered", "delivered"),
                             flood="job")
    server.expect("job", "script", system_user="bakery", script=None, url=None, counts=False, block=[])
    server.never_named(EDITOR, page)
    return server

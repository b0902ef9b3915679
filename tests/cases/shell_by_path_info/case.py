"""Who drives a shell gives it another address each time: x9.php/7/logo.png runs x9.php as well. The shell is asked for by
him, and is no process of its own; visitors of the site's gallery.php/album/ are not blocked."""
from server import Server
from services import ROBOT

SITE, SHELL, DRIVER = "bakery.example", "/wp-content/uploads/x9.php", "203.0.113.90"


def build(root):
    server = Server(root)
    server.account("bakery", SITE, ["shop"])
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, SHELL, days_old=1)
    server.php_file(SITE, "/gallery.php")
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 25)):
        server.request(SITE, DRIVER, at, f"{SHELL}/{number}/logo.{('png', 'html', 'css')[number % 3]}", "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender=f"billing@{SITE}", flood="shell")
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 60)):
        server.visit(SITE, f"192.0.2.{100 + number}", at, ("/", "/style.css", f"/gallery.php/album/{number % 9}"))
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=[DRIVER])
    return server


def check(document):
    signs = {row["signal"] for row in document["incidents"][0]["evidence"]}
    return [] if "machine_driven" in signs and "mails_by_itself" not in signs else [f"nobody is said to drive it: {signs}"]

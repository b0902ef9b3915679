"""An intruder's two files in one site, one among the plugins and one in a folder for temporary files, are called in the same seconds, each
by an address of its own. PHP's log tells which file made which letter, so each caller is named with his own."""
from server import Server
from services import ROBOT

CALLED = {"/wp-content/plugins/tools/a1.php": "203.0.113.61", "/tmp/b2.php": "203.0.113.62"}


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=9)
    for at in server.spread("10:00:00", "15:30:00", 60):
        for page, caller in CALLED.items():
            server.request("harbor.example", caller, at, page, "POST", agent=ROBOT)
            server.php_mail("harbor.example", page, at + 0.3, server.strangers(2), "Payment advice attached",
                            ("delivered", "delivered", "greylisted", "unknown"), flood=page)
    for page, caller in CALLED.items():
        script = server.php_file("harbor.example", page, days_old=1)
        server.expect(page, "script", system_user="harbor", domain="harbor.example", script=script, block=[caller], counts=False)
    return server

"""One user runs all sites, the log has no cwd=, and he may write into PHP's one log: an intruder's file in the choir's site has added 200 lines of
its own for each day of the weeks before. Exim's log has three letters a day, the museum's. The file is named as if it had not."""
from server import Server

CALLERS, SHELL, PAGE, LOG = ["203.0.113.61", "203.0.113.62", "203.0.113.63"], "/vendor/acme/text/lower2.php", "/contact.php", "/var/log/php_mail.log"
TEXTS = ["You have one pending message", "Payment advice attached", "Your invoice is overdue"]


def build(root, **how):
    server = Server(root, layout="debian", exim="4.96", mod_php=True, **how)
    server.layout.php_log = lambda account: LOG
    for name in ("museum", "choir"):
        server.account(name, f"{name}.example", ["info"])
    server.history({"info@choir.example": "192.0.2.21"}, days=16)
    script = "/var/www/choir.example" + SHELL
    for ago in range(16, -1, -1):
        for number, at in enumerate(server.spread((ago, "09:00:00"), (ago, "15:00:00"), 3)):
            server.visit("museum.example", f"198.51.100.{number + ago * 3}", at - 40)
            server.request("museum.example", f"198.51.100.{number + ago * 3}", at, PAGE, "POST")
            server.php_mail("museum.example", PAGE, at + 0.3, ["info@choir.example"], "Contact", sender="info@museum.example")
        for at in server.spread((ago, "09:00:00"), (ago, "15:30:00"), 200 if ago else 0):
            server.log_file(LOG).add(at, f"[{server.php_clock.php(at)}] mail() on [{script}:13]: To: a{at:.0f}@b.example -- Headers: From: x -- Subject: Notice")
    for number, at in enumerate(server.spread("09:20:00", "15:30:00", 90)):
        server.request("choir.example", CALLERS[number % 3], at, f"{SHELL}?a={number}", agent="python-requests/2.31.0")
        server.php_mail("choir.example", SHELL, at + 0.4, server.strangers(2), TEXTS[number % 3],
                        ("delivered",) * 6 + ("greylisted",) + ("delivered",) * 6, flood="shell")
    server.php_file("museum.example", PAGE, days_old=300)
    server.php_file("choir.example", SHELL, days_old=1)
    server.expect("shell", "script", system_user="www-data", domain="choir.example", script=script, block=CALLERS, counts=False)
    server.never_named("museum", "museum.example")
    return server

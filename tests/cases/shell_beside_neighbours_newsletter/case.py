"""One user runs all sites, the log has no cwd=, and PHP's one log tells which file mailed. The museum's letter goes to its members every
Monday, and on a Monday an intruder's file in the choir's site mails less than the museum does: what the museum sent a week ago is no past
of the choir's."""
from server import Server

DESK, CALLERS, SHELL = "192.0.2.31", ["203.0.113.61", "203.0.113.62", "203.0.113.63"], "/vendor/acme/text/Resources/lower2.php"
PAGE = "/wp-admin/admin-ajax.php"
TEXTS = ["You have one pending message", "Payment advice attached", "Your invoice is overdue"]


def build(root):
    server = Server(root, layout="debian", exim="4.96", mod_php=True)
    server.layout.php_log = lambda account: "/var/log/php_mail.log"
    for name in ("museum", "choir"):
        server.account(name, f"{name}.example", ["info"])
    server.history({"info@choir.example": "192.0.2.21"}, days=16)
    members = server.strangers(240, domains=50, name="member")
    for ago in (7, 0):
        begin = server.visit("museum.example", DESK, (ago, "09:00:00"), ("/", "/wp-login.php", "/wp-admin/"))
        for start in range(0, 240, 20):
            at = begin + 30 + start
            server.request("museum.example", DESK, at, PAGE, "POST", referer="https://museum.example/wp-admin/")
            for number, member in enumerate(members[start:start + 20]):
                server.php_mail("museum.example", PAGE, at + 0.3 + number * 0.4, [member], f"From our halls, week {47 - ago // 7}",
                                sender="info@museum.example")
    for number, at in enumerate(server.spread("09:20:00", "15:30:00", 90)):
        server.request("choir.example", CALLERS[number % 3], at, f"{SHELL}?a={number}", agent="python-requests/2.31.0")
        server.php_mail("choir.example", SHELL, at + 0.4, server.strangers(2), TEXTS[number % 3],
                        ("delivered",) * 6 + ("greylisted",) + ("delivered",) * 6 + ("unknown",), flood="shell")
    server.php_file("museum.example", PAGE, days_old=300)
    server.php_file("choir.example", SHELL, days_old=1)
    server.expect("shell", "script", system_user="www-data", domain="choir.example",
                  script="/var/www/choir.example" + SHELL, block=CALLERS, counts=False)
    server.never_named("museum", "museum.example", DESK)
    return server

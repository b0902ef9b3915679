"""Through a shell among uploads one address buries a single reader under letters; twenty others ask for it once. Only who
asks again and again is blocked."""
from server import Server

SITE, SHELL, DRIVER = "bakery.example", "/wp-content/uploads/post/x9.php", "203.0.113.90"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=10)
    shell = server.php_file(SITE, SHELL, days_old=2)
    for number, at in enumerate(server.spread("13:00:00", "15:30:00", 220)):
        server.request(SITE, DRIVER if number % 11 else f"198.51.{number}.7", at, SHELL, "POST", agent="curl/8.5.0")
        server.php_mail(SITE, SHELL, at + 0.3, ["judge@court.example"], f"You will see {number}",
                        ("delivered", "greylisted")[number % 2], sender="bakery@server.hosting.example", flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=[DRIVER])
    server.never_named("shop@bakery.example")
    return server

"""nginx with a log_format of its own: X-Forwarded-For in front of the address that connected, an ISO stamp, the site in
quotes. A shell's caller sends the owner's address twice in that header: the owner is not blocked, the caller is."""
from server import Server

SITE, SHELL, OWNER = "bakery.example", "/wp-content/uploads/x9.php", "192.0.2.41"


def line(domain, address, clock, at, rest, forwarded):
    return f'"{forwarded}" {address} - - [{clock.rfc3339(at)}] "{domain}" {rest} 0.041'


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", web=line)
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": OWNER}, days=7)
    shell = server.php_file(SITE, SHELL, days_old=1)
    for number, at in enumerate(server.spread("11:00:00", "15:20:00", 40)):
        server.request(SITE, f"192.0.2.{100 + number}", at, ("/", "/menu.html")[number % 2])
    for at in server.spread("13:00:00", "15:20:00", 24):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", forwarded_for=f"{OWNER}, {OWNER}")
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender="billing@bakery.example", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"], spare_origins=[OWNER])
    return server

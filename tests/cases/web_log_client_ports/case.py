"""Apache with a LogFormat that writes the client's port behind its address ("%h:%{remote}p"), of IPv6 in brackets or, as Apache itself
writes it, without. A shell has a caller of each kind; all are found and blocked, and a visitor who looks at the site is not."""
from server import Server

SITE, SHELL = "bakery.example", "/wp-content/uploads/x9.php"
CALLERS = ("203.0.113.90", "2001:db8:77::9", "2001:db8:78::5")


def line(domain, address, clock, at, rest, forwarded):
    host = f"[{address}]" if ":77:" in address else address
    return f"{host}:{49152 + int(at) % 16000} - - [{clock.web(at)}] {rest}"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", web=line)
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, SHELL, days_old=1)
    for number, at in enumerate(server.spread("11:00:00", "15:20:00", 40)):
        server.request(SITE, f"192.0.2.{100 + number}", at, ("/", "/menu.html")[number % 2])
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 24)):
        server.request(SITE, CALLERS[number % 3], at, SHELL, "POST")
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender="billing@bakery.example", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=list(CALLERS))
    return server

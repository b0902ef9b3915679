"""A shell makes up names of its site's domain for its letters, and their bounces come back to this server, which refuses each: nobody has the
name. It is no stranger elsewhere who writes as the domain."""
from server import Server

SITE, TARGET, CALLER = "bakery.example", "/wp-content/uploads/x9.php", "203.0.113.90"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=7)
    shell = server.php_file(SITE, TARGET, days_old=1)
    for number, at in enumerate(server.spread("13:00:00", "15:20:00", 30)):
        server.request(SITE, CALLER, at, TARGET, "POST", agent="curl/8.5.0")
        name = f"{'abcdefghij'[number % 10]}{number * 37 % 9973:x}@{SITE}"
        server.php_mail(SITE, TARGET, at + 0.3, server.strangers(4), "Final notice", ("delivered", "greylisted", "delivered"), sender=name,
                        flood="shell")
        for host in range(2):
            client = server.client(f"198.51.100.{20 + (number + host) % 7}", f"mx{host}.elsewhere.example")
            server.exim.rejected(at + 40 + host, client, "", f"RCPT <{name}>", "No Such User Here")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=[CALLER])
    return server

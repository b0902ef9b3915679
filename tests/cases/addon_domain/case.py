"""An account with two domains: the shell lies in the folder of the second."""
from server import Server
from services import ROBOT

SITE, SHELL = "boats.example", "/img/logo.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("harbor", SITE, ["rent"])
    server.layout.document_root = lambda account, domain: (
        f"/home/{account}/{domain}" if domain == SITE else f"/home/{account}/public_html")
    for domain in ("harbor.example", SITE):
        server.file(f"/var/cpanel/userdata/harbor/{domain}",
                    f"---\ndocumentroot: {server.layout.document_root('harbor', domain)}\nservername: {domain}\n"
                    f"serveralias: www.{domain}\nuser: harbor\n")
    server.history({"info@harbor.example": "192.0.2.21"})
    shell = server.php_file(SITE, SHELL, days_old=2)
    for at in server.spread("13:00:00", "15:20:00", 25):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent=ROBOT)
        server.php_mail(SITE, SHELL, at + 0.3, server.strangers(4), "Final notice: invoice 4471",
                        ("greylisted", "delivered", "unknown"), php_log=False, sender="billing@boats.example", flood="shell")
    for number in range(20):
        server.visit("harbor.example", f"192.0.2.{130 + number}", f"1{number % 6}:{10 + number}:00")
    server.expect("shell", "script", system_user="harbor", domain=SITE, script=shell, block=["203.0.113.90"])
    server.never_named("harbor.example", "info@harbor.example")
    return server

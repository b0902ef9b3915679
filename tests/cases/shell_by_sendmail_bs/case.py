"""A shell among uploads uses a mail library that starts "sendmail -bs" once a request and speaks SMTP to it: Exim logs one
cwd= line for sixty letters of one process. The shop's page mails its orders meanwhile, by "sendmail -t" from another folder."""
from server import Server

SITE, TARGET = "bakery.example", "/wp-content/uploads/2024/m.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=10)
    server.php_file(SITE, "/index.php", days_old=600)
    shell = server.php_file(SITE, TARGET, days_old=1)
    for hour in range(4):
        at = server.moment(f"1{hour + 1}:20:00")
        server.request(SITE, "203.0.113.90", at, TARGET, "POST", agent="curl/8.5.0")
        pid = server.exim.pid(at + 0.2)
        server.exim.arguments(at + 0.2, pid, shell.rpartition("/")[0], ["/usr/sbin/sendmail", "-bs"])
        server.exim.line(at + 0.25, pid, "SMTP connection from bakery")
        for k in range(60):
            server.local_message("bakery", at + 0.4 + k * 0.5, "billing@bakery.example", server.strangers(1), "Final notice",
                                 ("greylisted", "unknown", "delivered"), protocol="local-esmtp", pid=pid, flood="shell")
        for k in range(5):
            visitor, order = f"100.{hour}.{k}.7", hour * 10 + k
            t = server.visit(SITE, visitor, at + 2 + k * 4, ("/", "/logo.png", "/product.html"))
            server.request(SITE, visitor, t, "/index.php?wc-ajax=checkout", "POST")
            server.php_mail(SITE, "/index.php", t + 0.6, [f"buyer{order}@town{order}.example"], f"Your order {1000 + order}",
                            "greylisted" if k == 3 else "delivered", sender="orders@bakery.example", honest="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"])
    return server

"""A shell beside a busy shop, whose driver asks 120 times for it, three letters each: an order falls behind such a request
now and then, and is none of the shell's, nor are the other orders of its text."""
from dense_orders import SHELL, SITE, bakery


def build(root):
    server = bakery(root, "shell")
    shell = server.php_file(SITE, SHELL, 2)
    for at in server.spread("11:00:00", "15:10:00", 120):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST")
        server.php_mail(SITE, SHELL, at + 0.4, server.strangers(3), "Final notice", ("delivered", "unknown", "greylisted"),
                        sender=f"shop@{SITE}", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"],
                  spare_origins=["198.51.100.21"], counts=False)
    return server

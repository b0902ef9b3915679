"""A shell beside the same shop works on for minutes after each request, under two subjects: few of its letters follow a
request closely. All of them are the shell's, and the orders are not."""
from dense_orders import SHELL, SITE, bakery


def build(root):
    server = bakery(root, "shell", log="cpanel")
    shell = server.php_file(SITE, SHELL, 2)
    for start in server.spread("11:00:00", "14:50:00", 20):
        server.request(SITE, "203.0.113.90", start, SHELL, "POST")
        for number in range(20):
            server.php_mail(SITE, SHELL, start + 0.4 + number * 9, server.strangers(1), ("Final notice", "Your parcel waits")[number % 2],
                            ("delivered", "unknown", "greylisted"), sender=f"shop@{SITE}", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"],
                  spare_origins=["198.51.100.21"])
    return server

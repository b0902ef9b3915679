"""A shell beside the same shop works on for minutes after each request, under two subjects: few of its letters follow a
request closely. All of them are the shell's, and the orders are not."""
from dense_orders import fifty_a_day
from server import Server

SITE, SHELL = "bakery.example", "/wp-content/uploads/2026/sess.php"


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("bakery", SITE, ["shop"])
    shell = server.php_file(SITE, SHELL, 2)
    server.history({f"shop@{SITE}": "192.0.2.41"}, days=12)
    fifty_a_day(server, SITE, "shell")
    for start in server.spread("11:00:00", "14:50:00", 20):
        server.request(SITE, "203.0.113.90", start, SHELL, "POST")
        for number in range(20):
            server.php_mail(SITE, SHELL, start + 0.4 + number * 9, server.strangers(1), ("Final notice", "Your parcel waits")[number % 2],
                            ("delivered", "unknown", "greylisted"), sender=f"shop@{SITE}", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"],
                  spare_origins=["198.51.100.21"])
    return server

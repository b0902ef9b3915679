"""A shell among the bakery's uploads sends through localhost, without a login. The harbor's shop mails the same way, and its
orders stay."""
from smtp_pages import SITE, orders, page_mail, two_sites

SHELL = "/wp-content/uploads/2026/w.php"


def build(root):
    server = two_sites(root=root)
    path = server.php_file(SITE, SHELL, days_old=1, text="<?php fsockopen('localhost', 25);\n")
    orders(server, honest="shell")
    for at in server.spread("13:00:00", "15:20:00", 40):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent="curl/8.5.0")
        for number in range(3):
            page_mail(server, SITE, at + 0.3 + number * 0.1, server.strangers(2), "Final notice",
                      ("greylisted", "unknown", "delivered"), flood="shell")
    for number in range(6):
        server.visit(SITE, f"192.0.2.{180 + number}", f"1{number}:20:00")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=path, block=["203.0.113.90"],
                  spare_origins=["127.0.0.1"])
    server.never_named("harbor", "harbor.example", "shop@bakery.example")
    return server

"""As smtp_pages: beside a shop's orders a file among another site's uploads speaks SMTP to localhost, seventy letters, none like another, to
people who exist. That they are more than on any day is all that has its requests looked at."""
from all_different import subject
from smtp_pages import SHOP, SITE, orders, page_mail, two_sites

SHELL, CALLER = "/wp-content/uploads/2026/w.php", "203.0.113.90"


def build(root):
    server = two_sites(root=root)
    orders(server, honest="shell")
    path = server.php_file(SITE, SHELL, days_old=1, text="<?php fsockopen('localhost', 25);\n")
    for at in server.spread("11:30:00", "15:20:00", 70):
        server.request(SITE, CALLER, at, SHELL, "POST", agent="curl/8.5.0")
        page_mail(server, SITE, at + 0.3, server.strangers(1, domains=60), subject(server), flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=path, block=[CALLER], spare_origins=["127.0.0.1"], counts=False)
    server.never_named("harbor", SHOP, "shop@bakery.example")
    return server

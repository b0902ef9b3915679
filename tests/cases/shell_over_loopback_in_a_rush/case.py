"""Debian's Apache with mod_php: nobody is known to own a site. A file among the bakery's uploads speaks SMTP to localhost, 160
letters in twenty minutes, none like another. The harbor's shop mails the same way, and has three times its usual orders."""
from all_different import outcomes, subject
from server import Server
from smtp_pages import SHOP, SITE, page_mail

SHELL = "/wp-content/uploads/2026/w.php"


def build(root):
    server = Server(root, layout="debian", exim="4.96", mod_php=True)
    server.account("bakery", SITE, ["shop"])
    server.account("harbor", SHOP, ["info"])
    server.history({"shop@bakery.example": "192.0.2.41", "info@harbor.example": "192.0.2.21"}, days=8)
    path = server.php_file(SITE, SHELL, days_old=1, text="<?php fsockopen('localhost', 25);\n")
    server.php_file(SHOP, "/checkout.php")
    for ago in range(8, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 5 if ago else 15)):
            visitor = f"192.0.2.{100 + ago * 15 + number}"
            at = server.visit(SHOP, visitor, at, ("/", "/shop.html", "/checkout.php"))
            server.request(SHOP, visitor, at, "/checkout.php", "POST")
            page_mail(server, SHOP, at + 0.4, [f"customer{ago}x{number}@partner{number}.example"], f"Your order {ago * 17 + number}",
                      "delivered" if ago or number % 3 else "greylisted", **({} if ago else {"honest": "shell"}))
    for number, at in enumerate(server.spread("13:00:00", "13:20:00", 160)):
        server.request(SITE, ["203.0.113.90", "198.51.100.7"][number % 2], at, SHELL, "POST", agent="curl/8.5.0")
        to = server.strangers(1, domains=60)
        page_mail(server, SITE, at + 0.3, to, subject(server), outcomes(server, to, 10, number), flood="shell")
    server.expect("shell", "script", system_user="www-data", domain=SITE, script=path, block=["203.0.113.90", "198.51.100.7"],
                  spare_origins=["127.0.0.1"], counts=False)
    server.never_named("harbor", SHOP, "shop@bakery.example")
    return server

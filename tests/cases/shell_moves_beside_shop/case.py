"""A shell among the uploads goes to the site's first folder before it mails, where the shop's own page mails from: its
orders go on, some of them wait, and the shop's page is not the shell."""
from server import Server

SITE, SHELL = "bakery.example", "/wp-content/uploads/2026/x9.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": "192.0.2.41"}, days=9)
    page = server.php_file(SITE, "/index.php", days_old=600)
    shell = server.php_file(SITE, SHELL, days_old=1)
    number = 0
    for ago in range(9, -1, -1):
        for at in server.spread((ago, "00:10:00"), (ago, "23:30:00") if ago else "15:50:00", 50 if ago else 40):
            number += 1
            visitor = f"{100 + number % 90}.{number % 250}.{number * 7 % 250}.{1 + number % 200}"
            at = server.visit(SITE, visitor, at, ("/", "/logo.png", "/product.html"))
            server.request(SITE, visitor, at, "/index.php?wc-ajax=checkout", "POST")
            server.php_mail(SITE, "/index.php", at + 0.7, [f"buyer{number}@town{number % 60}.example"], f"Your order {1000 + number}",
                            "greylisted" if number % 6 == 3 and not ago else "delivered", sender=f"orders@{SITE}", php_log=False,
                            script_header=False, **({} if ago else {"honest": "shell"}))
    write = server.exim.arguments
    server.exim.arguments = lambda at, pid, folder, words: write(at, pid, folder.removesuffix("/wp-content/uploads/2026"), words)
    for at in server.spread("12:00:00", "15:45:00", 50):
        server.request(SITE, "203.0.113.90", at, SHELL, "POST", agent="curl/8.5.0")
        server.php_mail(SITE, SHELL, at + 0.4, server.strangers(4), "Final notice", ("greylisted", "unknown", "delivered"),
                        sender=f"billing@{SITE}", php_log=False, script_header=False, flood="shell")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=shell, block=["203.0.113.90"], counts=False)
    server.never_named(page)
    return server

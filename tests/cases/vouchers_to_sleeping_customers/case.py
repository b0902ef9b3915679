"""A shop sends a hundred orders a day, and in the night its own job tells sixty customers of years ago that their voucher expires: a third
of them is gone. Its program is 500 days old, and nobody is known to have had that sent. Clean."""
from busy_orders import SITE, busy_shop


def build(root):
    server = busy_shop(root, 100)
    for number in range(60):
        server.php_mail(SITE, "/index.php", server.moment("03:00:00") + number * 2, server.strangers(1), "Your voucher expires",
                        "unknown" if number % 3 == 1 else "delivered", php_log=False, sender=f"shop@{SITE}")
    server.never_named("bakery", SITE)
    return server

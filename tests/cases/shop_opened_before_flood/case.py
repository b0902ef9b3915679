"""A shop opened yesterday and had twelve orders until the afternoon, some of whose confirmations still wait. An hour later somebody's shell
beside its page begins to send, under the same sender, and nobody orders any more. The confirmations of before the window are the shop's."""
from slow_shell import CALLER, NOT_THROUGH_A_FILTER, SITE, flood_slowly, site_with_readers  # noqa: F401

PAGE, SHELL = "/checkout.php", "/x.php"


def build(root):
    server = site_with_readers(root)
    server.php_file(SITE, PAGE, days_old=2)
    server.php_file(SITE, SHELL, days_old=1)
    for number, at in enumerate(server.spread((1, "08:00:00"), (1, "15:00:00"), 12)):
        buyer = f"84.61.{number}.7"
        posted = server.visit(SITE, buyer, at - 60, ("/", PAGE))
        server.request(SITE, buyer, posted, PAGE, "POST")
        server.php_mail(SITE, PAGE, posted + 0.3, [f"buyer{number}@spot{number}.example"], f"Your order {number}",
                        "greylisted" if number % 2 else "delivered", sender=f"info@{SITE}", php_log=False, script_header=False, honest="shell")
    flood_slowly(server, SHELL, (1, "16:30:00"))
    server.expect("shell", "script", domain=SITE, counts=False, block=[CALLER])
    return server

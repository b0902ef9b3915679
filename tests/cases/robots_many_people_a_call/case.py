"""As orders_by_provider_unseen_buyers, but it is robots that called on every day before, to be known: of a good list each call of today writes
to a dozen. A provider calls for one buyer. Found."""
from payment_calls import CALLERS, SITE, bakery, days


def build(root):
    server = bakery(root)
    for number, at in days(server, 10, 60):
        is_today = at > server.moment("00:00:00")
        server.request(SITE, CALLERS[number % len(CALLERS)], at, "/?wc-api=gateway", "POST", agent="Gateway/1.0")
        for to in server.strangers(12 if is_today else 1, domains=60, name="reader"):
            server.php_mail(SITE, "/index.php", at + 0.3, [to], f"Your order {1000 + number}", "delivered", sender=f"shop@{SITE}",
                            php_log=False, **({"flood": "robots"} if is_today else {}))
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 6)):
            visitor = f"84.{20 + ago}.{number}.7"
            server.visit(SITE, visitor, at - 60, ("/", "/style.css"))
            server.request(SITE, visitor, at, "/", "POST")
            server.php_mail(SITE, "/index.php", at + 0.3, server.strangers(1, name="asker"), f"Your question {ago}{number}",
                            sender=f"shop@{SITE}", php_log=False)
    server.expect("robots", "form", counts=False, system_user="bakery", domain=SITE, script="/home/bakery/public_html/index.php", block=CALLERS)
    return server

"""As orders_by_provider_unseen_buyers, but it is robots that called on every day before, to be known: of a good list each call of today writes
to a dozen. A provider calls for one buyer. Found."""
from payment_calls import CALLERS, SITE, bakery, days, six_ask_a_day


def build(root):
    server = bakery(root)
    for number, at in days(server, 10, 60):
        is_today = at > server.moment("00:00:00")
        server.request(SITE, CALLERS[number % len(CALLERS)], at, "/?wc-api=gateway", "POST", agent="Gateway/1.0")
        for to in server.strangers(12 if is_today else 1, domains=60, name="reader"):
            server.php_mail(SITE, "/index.php", at + 0.3, [to], f"Your order {1000 + number}", "delivered", sender=f"shop@{SITE}",
                            php_log=False, **({"flood": "robots"} if is_today else {}))
    six_ask_a_day(server)
    server.expect("robots", "form", counts=False, system_user="bakery", domain=SITE, script="/home/bakery/public_html/index.php", block=CALLERS)
    return server

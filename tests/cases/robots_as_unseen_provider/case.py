"""As orders_by_provider_unseen_buyers, but it is robots that called on every day before, to be known, with a list a twelfth of which does not
exist: twice as much as people mistype. Found."""
from payment_calls import CALLERS, SITE, bakery, call, days


def build(root):
    server = bakery(root)
    for number, at in days(server, 25, 220):
        is_today = at > server.moment("00:00:00")
        call(server, number, at, server.strangers(1, domains=60, name="reader")[0],
             "unknown" if is_today and number % 12 == 0 else "delivered", **({"flood": "robots"} if is_today else {}))
    server.expect("robots", "form", counts=False, system_user="bakery", domain=SITE, script="/home/bakery/public_html/index.php", block=CALLERS)
    return server

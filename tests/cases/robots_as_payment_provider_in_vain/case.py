"""As robots_like_payment_provider, and others of theirs look at the shop and press its button for each call, as buyers do: but half of
the people whom the calls write to do not exist. Found."""
from payment_calls import CALLERS, SITE, bakery, buyer, call, days


def build(root):
    server = bakery(root)
    for number, at in days(server, 25, 220):
        is_today = at > server.moment("00:00:00")
        buyer(server, number, at)
        call(server, number, at, server.strangers(1, domains=60, name="reader")[0],
             ("delivered", "unknown")[number // 4 % 2] if is_today else "delivered",
             **({"flood": "robots"} if is_today else {}))
    server.expect("robots", "form", counts=False, system_user="bakery", domain=SITE, script="/home/bakery/public_html/index.php",
                  block=CALLERS)
    return server

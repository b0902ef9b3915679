"""As orders_by_payment_provider, but it is robots that called on every day before, a few times, to be known: today they
have the page write to 220 people of a good list. As few buyers as ever look at the shop. Found."""
from payment_calls import CALLERS, SITE, bakery, buyer, call, days


def build(root):
    server = bakery(root)
    for number, at in days(server, 25, 220):
        is_today = at > server.moment("00:00:00")
        if not is_today or number % 9 == 0:
            buyer(server, number, at)
        fields = {"flood": "robots"} if is_today else {}
        call(server, number, at, server.strangers(1, domains=60, name="reader")[0],
             ("delivered",) * 30 + ("greylisted",) if is_today else "delivered", **fields)
    server.expect("robots", "form", counts=False, system_user="bakery", domain=SITE, script="/home/bakery/public_html/index.php",
                  block=CALLERS)
    return server

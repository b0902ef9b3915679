"""As orders_by_payment_provider, at a page where seventy visitors, others every morning, press a search's button before the first order comes:
who called it on the days before is known all the same. Clean."""
from payment_calls import CALLERS, SITE, bakery, buyer, call, days


def build(root):
    server = bakery(root)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "05:00:00"), (ago, "06:30:00"), 70)):
            visitor = f"84.{20 + ago}.{number}.7"
            server.visit(SITE, visitor, at - 60, ("/", "/style.css"))
            server.request(SITE, visitor, at, "/", "POST")
    for number, at in days(server, 25, 190):
        buyer(server, number, at)
        call(server, number, at, server.strangers(1, domains=60, name="buyer")[0])
    server.never_named("bakery", SITE, f"shop@{SITE}", *CALLERS)
    return server

"""As orders_by_payment_provider on a day of six times as many orders, of which somebody placed eight under addresses that do not exist: the
provider's calls write to these as well. Clean; to have it blocked, and the shop's page named, must cost more than eight orders."""
from abuse import stolen_beside
from payment_calls import CALLERS, SITE, bakery, buyer, call, days


def build(root):
    server = bakery(root)
    for number, at in days(server, 25, 150):
        is_false = at > server.moment("00:00:00") and number % 18 == 0
        buyer(server, number, at)
        call(server, number, at, server.strangers(1, domains=60, name="reader")[0], "unknown" if is_false else "delivered")
    stolen_beside(server)
    server.never_named("bakery", SITE, *CALLERS)
    return server

"""A shop confirms each order when the payment provider's servers call its page, which they never look at: 25 a day, and
220 on the day of a sale. The buyers were there before each call. Clean: no order is held, no provider blocked."""
from abuse import stolen_beside
from payment_calls import CALLERS, SITE, bakery, buyer, call, days


def build(root):
    server = bakery(root)
    stolen_beside(server)
    for number, at in days(server, 25, 220):
        buyer(server, number, at)
        outcome = ("delivered",) * 30 + ("greylisted",) if at > server.moment("00:00:00") else "delivered"
        call(server, number, at, server.strangers(1, domains=60, name="buyer")[0], outcome)
    server.never_named("bakery", SITE, f"shop@{SITE}", *CALLERS)
    return server

"""As orders_by_payment_provider, but the shop's buyers pay at the provider's own page, and a content network keeps the shop's: the log shows
none of them, and of others six a day, whom its page writes as well. 25 calls a day, 190 on the day of a sale. Worth a look; nobody is named, no provider blocked."""
from payment_calls import CALLERS, SITE, bakery, call, days, six_ask_a_day


def build(root):
    server = bakery(root)
    for number, at in days(server, 25, 190):
        outcome = ("delivered",) * 30 + ("greylisted",) if at > server.moment("00:00:00") else "delivered"
        call(server, number, at, server.strangers(1, domains=60, name="buyer")[0], outcome)
    six_ask_a_day(server)
    server.never_named("bakery", SITE, f"shop@{SITE}", *CALLERS)
    server.expect_note("servers that call its page for others")
    return server

"""As orders_by_payment_provider, but the shop's buyers pay at the provider's own page, and a content network keeps the shop's: the log shows
none of them, and of others six a day, whom its page writes as well. 25 calls a day, 190 on the day of a sale. Worth a look; nobody is named, no provider blocked."""
from payment_calls import CALLERS, SITE, bakery, call, days


def build(root):
    server = bakery(root)
    for number, at in days(server, 25, 190):
        outcome = ("delivered",) * 30 + ("greylisted",) if at > server.moment("00:00:00") else "delivered"
        call(server, number, at, server.strangers(1, domains=60, name="buyer")[0], outcome)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 6)):
            visitor = f"84.{20 + ago}.{number}.7"
            server.visit(SITE, visitor, at - 60, ("/", "/style.css"))
            server.request(SITE, visitor, at, "/", "POST")
            server.php_mail(SITE, "/index.php", at + 0.3, server.strangers(1, name="asker"), f"Your question {ago}{number}",
                            sender=f"shop@{SITE}", php_log=False)
    server.never_named("bakery", SITE, f"shop@{SITE}", *CALLERS)
    server.expect_note("servers that call its page for others")
    return server

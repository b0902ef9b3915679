"""The log is three days old. A payment provider calls a shop's page thirty times on each of them, and robots that were never here have it
write to 90 people today. The robots are blocked, the provider is not."""
from payment_calls import CALLERS, SITE, bakery, call, days

ROBOTS = [f"203.0.113.{20 + number}" for number in range(3)]


def build(root):
    server = bakery(root)
    for number, at in days(server, 30, 30):
        call(server, number, at, server.strangers(1, domains=60, name="buyer")[0])
    for number, at in enumerate(server.spread("13:00:00", "15:50:00", 90)):
        call(server, 4000 + number, at, server.strangers(1, domains=60)[0], ("delivered",) * 6 + ("unknown",), callers=ROBOTS, flood="robots")
    server.logs_begin = server.now - 3 * 86400
    server.expect("robots", "form", counts=False, system_user="bakery", domain=SITE, script="/home/bakery/public_html/index.php", block=ROBOTS,
                  spare_origins=CALLERS)
    return server

"""A payment provider calls a shop's page six times a day, from any of four networks, which is none of them on every day. Today, beside
six times as many calls of its own, robots that tried the page twice this week have it write to 240 people. The robots are blocked, the
provider is not, though the log shows no buyers."""
from payment_calls import SITE, bakery, call, days

PROVIDER = ["198.51.100.10", "192.0.2.110", "2001:db8:7::10", "2001:db8:9::10"]
ROBOTS = [f"203.0.113.{20 + number}" for number in range(3)]


def build(root):
    server = bakery(root)
    for number, at in days(server, 6, 36):
        call(server, number, at, server.strangers(1, domains=60, name="buyer")[0], callers=PROVIDER)
    for number, ago in enumerate((4, 2)):
        for robot in ROBOTS:
            call(server, 3000 + number, server.moment((ago, "11:20:00")) + number, server.strangers(1, domains=60)[0], callers=[robot])
    for number, at in enumerate(server.spread("13:00:00", "15:50:00", 240)):
        call(server, 4000 + number, at, server.strangers(1, domains=60)[0], ("delivered",) * 6 + ("unknown",), callers=ROBOTS, flood="robots")
    server.expect("robots", "form", counts=False, system_user="bakery", domain=SITE, script="/home/bakery/public_html/index.php", block=ROBOTS,
                  spare_origins=PROVIDER)
    return server

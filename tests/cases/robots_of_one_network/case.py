"""Twelve robots of one network called a page that no visitor presses ten times a day, taken together, and have it write to 200 people today: none
of them twice as often as all of them did, all of them twenty times. No application posts so. Found."""
from payment_calls import SITE, bakery, call, days

ROBOTS = [f"203.0.113.{20 + number}" for number in range(12)]


def build(root):
    server = bakery(root)
    for number, at in days(server, 10, 200):
        is_today = at > server.moment("00:00:00")
        call(server, number, at, server.strangers(1, domains=60, name="reader")[0],
             ("delivered",) * 20 + ("greylisted",) if is_today else "delivered", callers=ROBOTS, **({"flood": "robots"} if is_today else {}))
    server.expect("robots", "form", counts=False, system_user="bakery", domain=SITE, script="/home/bakery/public_html/index.php", block=ROBOTS)
    return server

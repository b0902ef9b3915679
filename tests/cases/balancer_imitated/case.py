"""Who drives a shell also looks four thousand times at the site's pages, so that the looks of its visitors are few beside his, as those
of a balancer's site are. But a balancer has the visitors behind it, and here thirty-five come by themselves: he is blocked."""
from shell_beside_visitors import SITE, shell_beside_visitors

DRIVER = "203.0.113.90"


def build(root):
    server, file = shell_beside_visitors(root, DRIVER, lambda number: f"198.51.100.{60 + number}", 35)
    for at in server.spread("02:00:00", "15:50:00", 4000):
        server.request(SITE, DRIVER, at, "/cakes/")
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=file, block=[DRIVER])
    return server

"""All sites lie behind a balancer with an address of its own, and the web server was not told: visitors, the shop's buyers
and who drives the shell have one address. It is named, and kept in: without it nobody sees a site any more."""
from shell_beside_visitors import SITE, shell_beside_visitors

BALANCER = "198.51.100.5"


def build(root):
    server, file = shell_beside_visitors(root, BALANCER, lambda _: BALANCER, 40)
    server.expect("shell", "script", system_user="bakery", domain=SITE, script=file, block=[], spare_origins=[BALANCER])
    return server

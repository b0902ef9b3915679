"""A shell is called since yesterday morning, one letter a call, no two alike. What waits of the hours before the window is its work,
too, although no request of these is told any more: its folder never mailed before."""
from slow_shell import CALLER, NOT_THROUGH_A_FILTER, SITE, flood_slowly, site_with_readers  # noqa: F401

SHELL = "/cgi-bin/u.php"


def build(root):
    server = site_with_readers(root)
    shell = server.php_file(SITE, SHELL, days_old=2)
    flood_slowly(server, SHELL, (1, "06:00:00"))
    server.expect("shell", "script", domain=SITE, script=shell, counts=False, block=[CALLER])
    return server

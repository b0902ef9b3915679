"""Under a web user that runs all sites, an intruder's file writes itself the header that PHP would write for a neighbour's newsletter,
and in the second in which it is started somebody posts to that newsletter. The spam is found; the neighbour's page is not named."""
from neighbours_newsletter import BAKERY, SHELL, spam, town


def build(root):
    server = town(root)
    spam(server, "11:00:00")
    server.request(BAKERY, "203.0.113.61", "11:00:00", SHELL, agent="curl/8.5.0")
    server.never_named("carol", "club.example", server.script_path("club.example", "/newsletter.php"))
    for name in ("waits", "gone"):
        server.expect(name, "script", system_user="www-data", script=None)
    return server

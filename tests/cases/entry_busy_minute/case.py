"""A busy site: a dozen visitors send forms in the minute in which the shell came. Nobody is named."""
from uploads import SITE, expect_shell, shell_server


def build(root):
    server = shell_server(root, (1, "14:03:12"))
    for number in range(12):
        server.request(SITE, f"192.0.2.{140 + number}", server.moment((1, "14:02:37")) + number * 3, "/contact.php",
                       "POST")
    expect_shell(server, how="unknown", address=None, at=None, siblings={},
                 says=["not known", "12 POST requests from 12 addresses", "access logs of the site since"])
    return server

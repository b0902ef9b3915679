"""A club's daily letter to 120 members, by a program of years that a job starts: for a week and a half now, and five of the
addresses are dead. The log names its folder only, in which it is alone; nothing but much mail speaks against it."""
from server import Server

SITE, PROGRAM = "gazette.example", "/letter/send.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("gazette", SITE, ["editor"])
    server.php_file(SITE, PROGRAM, 400)
    server.history({f"editor@{SITE}": "192.0.2.22"}, days=14)
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "13:00:00"), (ago, "13:12:00"), 120)):
            fate = "unknown" if number % 24 == 3 else "greylisted" if number % 15 == 7 and ago < 3 else "delivered"
            server.php_mail(SITE, PROGRAM, at, [f"member{number}@town{number % 60}.example"], f"Your letter {340 - ago}",
                            fate, php_log=False, script_header=False, sender=f"letter@{SITE}")
    server.never_named("gazette", SITE)
    server.expect_note("this may be honest: it was always there, and nothing but its number speaks against it")
    return server

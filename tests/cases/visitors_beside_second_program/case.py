"""Programs of two customers that nobody calls flood in the same hours, and the log names neither folders nor subjects. Meanwhile visitors
of the second one's contact form write, each a moment before a letter of it: these wait in the queue, and stay there."""
from server import Server

FIRST, SECOND, PAGE = "abbey.example", "bakery.example", "/contact.php"
FATES = ("delivered", "unknown", "greylisted", "unknown")


def flood(server, user, site, name, posts):
    at = server.moment("13:00:30")
    for number in range(300):
        if any(abs(post - at) < 8 for post in posts):
            at += 16
        server.local_message(user, at, f"info@{site}", server.strangers(1), f"Your parcel {number * 7919 % 9973}", FATES[number % 4], flood=name)
        at += 14 + 4.8 * server.random.random()


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", log="debian")
    for user, site in (("abbey", FIRST), ("bakery", SECOND)):
        server.account(user, site, ["info"])
        server.php_file(site, "/index.php")
        for ago in range(6, -1, -1):
            server.visit(site, "84.61.9.20", (ago, "11:00:00"))
    server.php_file(SECOND, PAGE)
    server.history({f"info@{FIRST}": "192.0.2.41", f"info@{SECOND}": "192.0.2.42"}, days=6)
    posts = list(server.spread("13:05:00", "14:10:00", 12))
    flood(server, "abbey", FIRST, "first", posts)
    flood(server, "bakery", SECOND, "second", posts)
    for number, at in enumerate(posts):
        visitor = f"88.4.{number + 7}.31"
        server.visit(SECOND, visitor, at - 60)
        server.request(SECOND, visitor, at, PAGE, "POST")
        server.local_message("bakery", at + 0.4, "bakery@server.hosting.example", [f"owner{number}@gmx.example"], f"A question from visitor {number}", "greylisted",
                             honest="visitors")
    for name, user in (("first", "abbey"), ("second", "bakery")):
        server.expect(name, "script", system_user=user, script=None, directory=None, block=[], counts=False)
    return server

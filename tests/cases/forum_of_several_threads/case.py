"""The logs are two days old. A guild's forum has threads of two, eight and twenty followers, who are the same sixty members; on a busy day
sixteen visitors answer once each, and each answer is told to its thread's followers. Clean."""
from server import Server

SITE, PAGE = "guild.example", "/forum/posting.php"
MEMBERS = [f"gamer{number}@town{number % 30}.example" for number in range(60)]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("guild", SITE, ["admin"])
    server.php_file(SITE, PAGE, days_old=500)
    server.history({"admin@guild.example": "192.0.2.21"}, days=2)
    for ago in (2, 1, 0):
        for number, at in enumerate(server.spread((ago, "11:00:00"), (ago, "14:40:00"), 16 if ago == 0 else 5)):
            visitor = f"198.51.100.{10 + ago * 20 + number}"
            then = server.visit(SITE, visitor, at, ("/forum/index.php", "/forum/viewtopic.php?t=7", f"{PAGE}?mode=reply&t=7"))
            server.request(SITE, visitor, then, f"{PAGE}?mode=reply&t=7", "POST", status=302)
            followers = (20, 2, 20, 8)[number % 4]
            for k in range(followers):
                server.php_mail(SITE, PAGE, then + 0.2 + k * 0.1, [MEMBERS[(number * 11 + k) % 60]], 'Topic reply notification - "Raid on Friday"',
                                "unknown" if (number * 11 + k) % 60 in (5, 37) else "delivered", sender=f"forum@{SITE}")
    server.logs_begin = server.now - 2.6 * 86400
    server.never_named("guild", SITE)
    return server

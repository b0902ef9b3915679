"""A page behind a content network, whose forty addresses are all that the site's log has of its visitors."""
from server import Server

SITE, PAGE = "radio.example", "/contest/index.php"
EDGES = [f"172.68.{10 + number}.{20 + number * 3}" for number in range(40)]


def behind_edges(root, people, outcome, looks=True, edges=tuple(EDGES), **fields):
    """Three entries on ordinary days, `people` today, each of whom looks at the page first if he `looks`."""
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("radio", SITE, ["studio"])
    server.history({f"studio@{SITE}": "192.0.2.21"}, days=12)
    page = server.php_file(SITE, PAGE, days_old=150)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "10:00:00"), (ago, "13:00:00"), 3 if ago else people)):
            one, other = server.random.choice(edges), server.random.choice(edges)
            if looks or ago:
                server.request(SITE, one, at - 40, "/contest/")
                server.request(SITE, other, at - 39.8, "/contest/style.css", referer=f"https://{SITE}/contest/")
            server.request(SITE, one if number % 3 else other, at, PAGE, "POST")
            server.php_mail(SITE, PAGE, at + 0.4, [f"listener{ago}x{number}@town{number % 18}.example"],
                            "Please confirm your entry", "delivered" if ago else outcome(number),
                            sender=f"contest@{SITE}", php_log=False, **({} if ago else fields))
    return server, page

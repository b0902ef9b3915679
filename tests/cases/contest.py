"""A radio's contest: three people a day sign up on ordinary days, and hundreds in three hours when it is on air. Each looks at
the page first, and gets a letter that asks for confirmation. Six addresses are a mobile carrier's."""
from server import Server

SITE, PAGE = "radio.example", "/contest/index.php"
CARRIER = [f"198.51.100.{90 + number}" for number in range(6)]
TEXT = "Please confirm your entry"


def radio(root, each, people=260, waiting=False, hours=("10:00:00", "13:00:00"), owner=None, refused=(), mistyped=()):
    """`each`: entries through each of the carrier's addresses. `owner`: is told of every entry as well. `refused`: numbers of
    listeners whose provider calls their letter spam. `mistyped`: of those who mistype their address, beside one in fifty."""
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("radio", SITE, ["studio"])
    server.history({f"studio@{SITE}": "192.0.2.21"}, days=12)
    page = server.php_file(SITE, PAGE, days_old=150)
    for ago in range(12, 0, -1):
        for number, at in enumerate(server.spread((ago, "10:00:00"), (ago, "13:00:00"), 3)):
            enter(server, f"203.0.113.{ago * 3 + number}", at, f"early{ago}x{number}@town{number}.example", owner=owner)
    shared = 0
    for number, at in enumerate(server.spread(*hours, people)):
        address = f"203.0.113.{number % 250}"
        if number % 3 == 0 and shared < 6 * each:
            address, shared = CARRIER[shared % 6], shared + 1
        outcome = "unknown" if number % 50 == 9 or number in mistyped else "greylisted" if waiting and number % 10 == 6 else "delivered"
        if number in refused:
            outcome = "spam"
        enter(server, address, at, f"listener{number}@town{number % 18}.example", outcome, number, owner=owner)
    return server, page


def enter(server, address, at, to, outcome="delivered", number=0, owner=None, **fields):
    agent = f"Mozilla/5.0 (Linux; Android 1{number % 5}; SM-{number % 83}) Chrome/13{number % 9}.0 Mobile"
    for before, path in ((40, "/contest/"), (39.7, "/contest/style.css"), (39.5, "/contest/prize.jpg")):
        server.request(SITE, address, at - before, path, agent=agent)
    server.request(SITE, address, at, PAGE, "POST", referer=f"https://{SITE}/contest/", agent=agent)
    server.php_mail(SITE, PAGE, at + 0.4, [to], TEXT, outcome, sender=f"contest@{SITE}", php_log=False, **fields)
    if owner:
        server.php_mail(SITE, PAGE, at + 0.7, [owner], "An entry", sender=f"contest@{SITE}", php_log=False, **fields)

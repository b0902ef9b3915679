"""A contact page sends copies to who writes, one a day before; only today are there many."""
from server import Server

SITE, PAGE = "lakeside.example", "/contact.php"


def page_with_copies(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["desk"])
    server.php_file(SITE, PAGE, days_old=500)
    server.history({f"desk@{SITE}": "192.0.2.31"}, days=12)
    for ago in range(12, -1, -1):
        done = server.visit(SITE, f"198.51.100.{ago + 1}", (ago, "10:00:00"), ("/", "/style.css", PAGE))
        post(server, f"198.51.100.{ago + 1}", done, f"guest{ago}@partner{ago}.example", "delivered")
    return server


def look_from_home(server, number, at):
    """The number-th visitor of today looks at the page; his address."""
    home = f"{73 + number % 9 * 11}.{number}.{number * 7 % 250}.{number % 200 + 9}"
    server.request(SITE, home, at - 4, PAGE)
    return home


def post(server, address, at, to, outcome):
    server.request(SITE, address, at, PAGE, "POST", referer=f"https://{SITE}{PAGE}")
    server.php_mail(SITE, PAGE, at + 0.3, [f"desk@{SITE}"], "Message from the website", php_log=False, sender=f"web@{SITE}")
    server.php_mail(SITE, PAGE, at + 0.6, [to], "Copy of your message to Lakeside", outcome, php_log=False, sender=f"web@{SITE}")


def is_a_note(document):
    if document["incidents"]:
        return ["an incident, and nobody is known for a robot"]
    return [] if any("contact.php" in note for note in document["notes"]) else ["no note of the page"]

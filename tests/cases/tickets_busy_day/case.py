"""A ticket system: its agents answer by the web page from one office. An outage brings six times as many letters.
Clean."""
from server import Server

SITE, PAGE, OFFICE = "helpdesk.example", "/scp/tickets.php", "192.0.2.56"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("helpdesk", SITE, ["support"])
    server.php_file(SITE, PAGE)
    server.history({"support@helpdesk.example": "192.0.2.155"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:30:00"), 25 if ago else 150)):
            at = server.visit(SITE, OFFICE, at, ("/scp/", PAGE))
            server.request(SITE, OFFICE, at, f"{PAGE}?id={number}", "POST")
            server.php_mail(SITE, PAGE, at + 0.3, [f"client{(ago * 37 + number) % 400}@town{number % 60}.example"],
                            f"Re: mail is slow [#{20000 + ago * 200 + number}]", ("delivered",) * 11 + ("greylisted",),
                            sender="support@helpdesk.example")
    server.never_named(OFFICE, SITE)
    return server

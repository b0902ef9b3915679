"""The contact page of a hotel: a letter to the guest, and one to the hotel."""
from services import BROWSER

SITE, PAGE = "lakeside.example", "/contact.php"


def letter(server, request, address, at, to, outcome, agent, **fields):
    """`request` writes a line of the site's log: (server, address, at, target, method, agent)."""
    if agent == BROWSER:
        for number, page in enumerate(("/", "/style.css", PAGE)):
            request(server, address, at - 20 + number, page, "GET", agent)
    request(server, address, at, PAGE, "POST", agent)
    server.php_mail(SITE, PAGE, at + 0.2, [to], "Your message to Lakeside Hotel", outcome,
                    sender="lakeside@lakeside.example", **fields)
    server.php_mail(SITE, PAGE, at + 0.5, ["info@lakeside.example"], "Message from the website", "delivered",
                    sender="lakeside@lakeside.example", **fields)


def guests(server, request):
    """One a day for ten days."""
    for ago in range(10, 0, -1):
        letter(server, request, f"192.0.2.{100 + ago}", server.moment((ago, "18:30:00")), f"guest{ago}@partner2.example",
               "delivered", BROWSER)


def robot(server, request, name):
    for at in server.spread("12:00:00", "14:00:00", 70):
        letter(server, request, "203.0.113.77", at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"),
               "python-requests/2.31.0", flood=name)

"""A page by which people register: it writes to them and to its owner."""
PAGE = "/contact.php"


def send(server, name, address, at, to, outcome="delivered", **fields):
    site = f"{name}.example"
    server.request(site, address, at, PAGE, "POST")
    server.php_mail(site, PAGE, at + 0.3, [to], "Your registration", outcome, php_log=False, sender=f"info@{site}", **fields)
    server.php_mail(site, PAGE, at + 0.6, [f"info@{site}"], "Registration", "delivered", php_log=False, sender=f"info@{site}", **fields)


def register(server, name, address, at, clicks=1, looks=False, **fields):
    to = server.strangers(1)[0]
    if looks:
        server.visit(f"{name}.example", address, at - 90, ("/", PAGE))
    for click in range(clicks):
        send(server, name, address, at + 5 * click, to, **fields)


def ordinary_days(server, number, name, each, looks):
    """The site and its last ten days, with so many visitors on each; `looks(visitor)`: is he seen to look at the page?"""
    server.account(name, f"{name}.example", ["info"])
    server.php_file(f"{name}.example", PAGE)
    server.history({f"info@{name}.example": f"192.0.2.3{number}"})
    for ago in range(10, 0, -1):
        for visitor, at in enumerate(server.spread((ago, "08:00:00"), (ago, "20:00:00"), each)):
            register(server, name, f"84.{20 + number}.{ago * 9 + visitor}.7", at, looks=looks(visitor))

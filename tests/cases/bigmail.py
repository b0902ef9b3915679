"""A town whose people also get letters from a great provider, by ever another of its hosts; and that provider's hosts."""
from server import Server

HOMES = {"info@harbor.example": "192.0.2.21", "desk@lakeside.example": "192.0.2.31", "shop@mill.example": "192.0.2.41"}
BOXES = list(HOMES)


def host(number):
    """Address and name."""
    return f"198.18.208.{number}", f"mail-ed1-f{number}.bigmail.example"


def town(root, **how):
    server = Server(root, layout="cpanel", exim="4.96", **how)
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.account("lakeside", "lakeside.example", ["desk", "chef"])
    server.account("mill", "mill.example", ["shop"])
    server.history(HOMES, days=12)
    for box, home in HOMES.items():
        server.ordinary_day(box, home)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:05:00"), (ago, "15:50:00"), 10)):
            address, name = host(40 + (number + ago) % 8)
            server.remote_message(address, at, f"p{number * 7 % 300}@bigmail.example", BOXES[number % 3], f"About {number * 37 % 991} {ago}", name=name)
    return server

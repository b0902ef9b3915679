"""A bot in the very network that the office's line is in guesses at four of its mailboxes and two others: blocked."""
from server import Server

BOXES = [f"{n}@harbor.example" for n in ("ann", "ben", "carl", "dora")]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", [b.partition("@")[0] for b in BOXES])
    server.account("lakeside", "lakeside.example", ["desk", "chef"])
    server.history({"desk@lakeside.example": "192.0.2.51", "chef@lakeside.example": "192.0.2.52"}, days=12)
    for ago in range(12, -1, -1):
        for box in BOXES:
            server.ordinary_day(box, f"198.51.100.{20 + ago * 13 % 200}", ago)
    tried = BOXES + ["desk@lakeside.example", "chef@lakeside.example"]
    for number in range(400):
        server.failed_login(tried[number % 6], "198.51.44.7", server.moment("06:00:00") + number * 60)
    server.expect("guess", "inbound", block=["198.51.44.7"], counts=False)
    server.never_named(*BOXES)
    return server

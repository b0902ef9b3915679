"""A bot in the very network that the office's line is in guesses at four of its mailboxes and two others, another by the line beside
the mill's at all seven mailboxes of it: both are blocked."""
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
    server.account("mill", "mill.example", [f"miller{number}" for number in range(7)])
    server.history({f"miller{number}@mill.example": "84.17.3.9" for number in range(7)}, days=12, messages=1)
    for number in range(210):
        server.failed_login(f"miller{number % 7}@mill.example", "84.17.3.77", server.moment("05:00:00") + number * 20)
    tried = BOXES + ["desk@lakeside.example", "chef@lakeside.example"]
    for number in range(400):
        server.failed_login(tried[number % 6], "198.51.44.7", server.moment("06:00:00") + number * 60)
    server.expect("guess", "inbound", block=["198.51.44.7", "84.17.3.77"], counts=False)
    server.never_named(*BOXES)
    return server

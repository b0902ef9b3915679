"""The administrator set new passwords for the office's four mailboxes last night. Its telephones go on with the old
ones, from the line's address of today, until they are told in the afternoon. Clean."""
from server import Server

BOXES = [f"{n}@harbor.example" for n in ("ann", "ben", "carl", "dora")]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", [b.partition("@")[0] for b in BOXES])
    for ago in range(12, 0, -1):
        for box in BOXES:
            server.ordinary_day(box, f"198.51.100.{20 + ago * 13 % 200}", ago)
    for number in range(400):
        server.failed_login(BOXES[number % 4], "198.51.100.222", server.moment("06:00:00") + number * 60)
    server.login(BOXES[0], "198.51.100.222", "13:00:00")
    for number in range(240):
        server.failed_login(["ann@harbor.example", "ben@harbor.example", "root@harbor.example"][number % 3], "203.0.113.99",
                            server.moment("07:00:00") + number * 50, known=number % 3 != 2)
    server.expect("guesser", "inbound", block=["203.0.113.99"], counts=False)
    server.never_named(*BOXES, "198.51.100.222")
    return server

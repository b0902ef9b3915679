"""An office's line is new since this morning, and so are all passwords. The boss reads his mailbox by it before eight; the programs of his
eleven colleagues ask on in vain all day. Clean: nobody guesses at mailboxes of the one firm that he is let in for. A robot guesses at as many."""
from server import Server

OLD, NEW, ROBOT = "192.0.2.21", "84.17.3.9", "203.0.113.66"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    boxes = [f"clerk{number}@harbor.example" for number in range(12)]
    server.account("harbor", "harbor.example", [box.partition("@")[0] for box in boxes])
    server.history({box: OLD for box in boxes}, days=8, messages=1)
    for at in ("07:10:00", "07:25:00", "07:40:00"):
        server.login(boxes[0], NEW, at)
    for number in range(330):
        server.failed_login(boxes[1 + number % 11], NEW, server.moment("08:00:00") + number * 80)
        server.failed_login(boxes[1 + number % 11], ROBOT, server.moment("08:00:00") + number * 80 + 20)
    server.expect("guess", "inbound", block=[ROBOT], spare_origins=[NEW], counts=False)
    server.never_named("harbor", *boxes, NEW, OLD)
    return server

"""An agency reads twelve customers' mail from one line, and has for weeks. Its new password manager has the wrong ones of
six, which a telephone there asks for all day; the others go on. Clean. A stranger guesses at the same six: blocked."""
from server import Server

LINE, STRANGER = "192.0.2.50", "203.0.113.91"


def build(root):
    server = Server(root)
    boxes = [f"info@customer{number:02d}.example" for number in range(12)]
    for number, box in enumerate(boxes):
        server.account(f"cust{number:02d}", box.partition("@")[2], ["info"])
    for ago in range(9, -1, -1):
        for box in boxes if ago else boxes[6:]:
            for at in server.spread((ago, "08:00:00"), (ago, "15:30:00"), 3):
                server.login(box, LINE, at)
    for number, at in enumerate(server.spread("08:00:00", "15:30:00", 40)):
        server.failed_login(boxes[number % 6], LINE, at)
        server.failed_login(boxes[number % 6], STRANGER, at + 7)
    server.expect("guessing", "inbound", block=[STRANGER])
    server.never_named(LINE)
    return server


def check(document):
    shown = [row["address"] for incident in document["incidents"] for row in incident["origins"]]
    return ["the agency is shown as a guesser"] if LINE in shown else []

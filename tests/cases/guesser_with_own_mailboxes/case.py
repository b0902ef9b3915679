"""A customer opens the three mailboxes of his own once for each password that he guesses at thirty of his neighbours': blocked."""
from bigmail import town

THIEF = "203.0.113.9"


def build(root):
    server = town(root)
    server.account("thief", "thief.example", ["a", "b", "c"])
    neighbours = []
    for number in range(10):
        server.account(f"n{number}", f"n{number}.example", ["info", "desk", "post"])
        neighbours += [f"{box}@n{number}.example" for box in ("info", "desk", "post")]
    for number in range(300):
        server.login(f"{'abc'[number % 3]}@thief.example", THIEF, server.moment("04:59:55") + number * 40)
        if number > 3:
            server.failed_login(neighbours[number % 30], THIEF, server.moment("05:00:00") + number * 40)
    server.expect("guess", "inbound", block=[THIEF], counts=False)
    return server

"""Six people of a firm, each at a place of his own for twelve days, share one password. One address fails forty times for each and is let in
to all of them then: an office on the day after passwords were set anew is so, but theirs was never there."""
from server import Server

GUESSER = "203.0.113.77"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = [f"clerk{number}" for number in range(6)]
    server.account("firm", "firm.example", boxes)
    for number, box in enumerate(boxes):
        for ago in range(12, -1, -1):
            server.ordinary_day(f"{box}@firm.example", f"84.{20 + number}.5.9", ago, 1)
        for at in server.spread("09:00:00", "12:00:00", 40):
            server.failed_login(f"{box}@firm.example", GUESSER, at)
        server.login(f"{box}@firm.example", GUESSER, "12:05:00")
    server.expect("guess", "inbound", block=[GUESSER])
    server.never_named("firm")
    return server

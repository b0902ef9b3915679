"""A locksmith has set up alarm boxes at nine customers' lines this morning, each of which tells its owner, three times until now (two of them twice), by one new mailbox
that nobody reads but the office; one of the nine has left his provider. Four more, in a stormy night, tell four owners forty times each by another. Clean."""
from abuse import stolen_beside
from server import Server

OFFICE = "84.17.3.9"


def build(root):
    server = Server(root)
    server.account("locks", "locks.example", ["office", "alarm", "doors"])
    server.history({"office@locks.example": OFFICE}, days=6)
    stolen_beside(server)
    for ago in range(6, -1, -1):
        for box in "alarm", "doors":
            for at in server.spread((ago, "07:00:00"), (ago, "15:50:00"), 8):
                server.login(f"{box}@locks.example", OFFICE, at)
    for box, lines, letters in ("alarm", 9, 25), ("doors", 4, 160):
        for number, at in enumerate(server.spread("01:00:00", "15:30:00", letters)):
            line = number % lines
            server.smtp_auth_message(f"{box}@locks.example", f"{88 + line * 3}.{117 + line * 5}.{len(box) + line}.{20 + line}", at,
                                     [f"{box}{line}@home{line}.example"], f"Motion at door {1 + number % 3}",
                                     "unknown" if box == "alarm" and line == 6 else "delivered", helo="[10.0.0.7]", mailer="plain")
    server.never_named("locks", "locks.example", OFFICE, *(f"{box}@locks.example" for box in ("office", "alarm", "doors")))
    return server

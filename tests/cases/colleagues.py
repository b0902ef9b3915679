"""A company whose log has no subjects: what its people write to each other is told by number, place and outcome alone."""
from server import Server

BOX, DESK, AWAY = "anna@factory.example", "192.0.2.21", "203.0.113.66"


def company(root):
    """The server, and Anna's colleagues."""
    server = Server(root, layout="debian", exim="4.96")
    clerks = [f"clerk{number}" for number in range(80)]
    server.account("factory", "factory.example", ["anna"] + clerks)
    server.history({BOX: DESK, "clerk1@factory.example": DESK}, days=14)
    server.ordinary_day(BOX, DESK)
    for at in server.spread("08:00:00", "15:30:00", 20):
        server.login(BOX, DESK, at, seconds=60)
    return server, [f"{clerk}@factory.example" for clerk in clerks]

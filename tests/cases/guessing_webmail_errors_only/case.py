"""A Roundcube that logs no logins, as it is shipped: only its errors tell who guesses there; an owner mistypes there too, and
while the mail server is down everybody fails."""
from roundcube_guessers import error
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"info@harbor.example": "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day("info@harbor.example", "192.0.2.21")
    for number, at in enumerate(server.spread("02:00:00", "04:00:00", 90)):
        box = f"user{number}@harbor.example from 192.0.2.66. AUTHENTICATE PLAIN: no"  # what is typed frames nobody
        error(server, box, "203.0.113.81", at)
        server.failed_login(f"user{number}@harbor.example", "127.0.0.1", at, known=False)
    for minute in range(4):
        error(server, "sales@harbor.example", "192.0.2.22", f"08:3{minute}:00")
    for number, at in enumerate(server.spread("09:00:00", "10:00:00", 120)):
        error(server, f"sales{number}@harbor.example", "192.0.2.23", at,
              why="Could not connect to ssl://localhost:993: Connection refused")
    server.roundcube_line("errors", server.moment("09:00:00"), "<1a2b3c4d> PHP Error: Failed to load plugin in /usr/share/roundcube/x.php on line 3")
    server.expect("guessing", "inbound", block=["203.0.113.81"], spare_origins=["192.0.2.22", "192.0.2.23", "192.0.2.66", "127.0.0.1"])
    server.never_named("info@harbor.example", "sales@harbor.example", "harbor")
    return server

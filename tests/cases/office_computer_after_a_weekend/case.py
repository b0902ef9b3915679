"""As office_computer_all_different, where the logs know two days, a weekend: every third person never existed, and of the
mill's customers one in six has moved."""
from office_computer import BOX, DESK, MERGE, OFFICE, infected
from server import Server


def build(root):
    server = Server(root, layout="hestia", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.account("mill", "mill.example", ["info"])
    for ago in (2, 1, 0):
        server.ordinary_day(BOX, OFFICE, ago)
        server.ordinary_day(MERGE, DESK, ago)
    infected(server, dead=3, moved=6, clients=180)
    return server

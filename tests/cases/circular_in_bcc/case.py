"""Anna at the mill tells 400 customers of years by four letters in Bcc that the office moves; a seventh has moved as well.
Clean. The newspaper's desk has an infected computer: it writes one by one to a list that is as old."""
from honest_mailings import DESK, PAPER, circular, newsletter, readers, town
from server import Server

ANNA, MILL = "anna@mill.example", "192.0.2.55"


def build(root):
    server = town(Server(root, layout="debian", exim="4.96"), days=12)
    server.history({ANNA: MILL}, days=12, messages=8)
    server.ordinary_day(ANNA, MILL)
    circular(server, "10:30:00", ANNA, MILL, readers(400, "customer"), 7, 4, "Our office moves on 1 December")
    newsletter(server, "11:00:00", DESK, readers(300, "winner"), 7, box=f"desk@{PAPER}", subject="You have won", headers=[],
               flood="infected")
    server.expect("infected", "mailbox", account=f"desk@{PAPER}", block=[], spare_origins=[DESK])
    server.never_named(ANNA, "mill.example", MILL)
    server.expect_note("this may be honest: its owner writes so from his desk, to customers of years")
    return server

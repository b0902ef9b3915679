"""A weekly newsletter by a program elsewhere that has a mailbox of its own; logs of ten days know one other. The provider's
smarthost refuses a twelfth of the readers, old addresses. Clean. Who found the mill's password sends as many, from a
place of his own, with a list that is no better: for the first time, so he is named."""
from honest_mailings import NEWS, PAPER, newsletter, readers, smarthost, town
from server import Server

PROGRAM, THIEF = "198.51.100.88", "203.0.113.99"


def build(root):
    server = town(Server(root, layout="debian", exim="4.96"), days=10)
    smarthost(server)
    people = readers(400)
    for week in (7, 0):
        newsletter(server, (week, "09:00:00"), PROGRAM, people, 12, waits=week == 0)
    newsletter(server, "11:00:00", THIEF, readers(400, "winner"), 12, box="info@mill.example", subject="You have won",
               flood="stolen")
    server.expect("stolen", "mailbox", account="info@mill.example", block=[THIEF], spare_origins=["192.0.2.55"])
    server.never_named(NEWS, PAPER, PROGRAM)
    return server

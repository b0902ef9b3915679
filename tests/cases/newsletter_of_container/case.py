"""The first newsletter of a program in a container of this server; its mailbox is read at the desk. A tenth of the
addresses is dead. Clean. On Monday a container with the mill's password was broken into: its list is worse."""
from honest_mailings import NEWS, PAPER, newsletter, readers, town
from server import Server


def build(root):
    server = town(Server(root, layout="cpanel", exim="4.96"), days=12, reads_news=True)
    newsletter(server, "09:00:00", "172.17.0.2", readers(400), 10)
    newsletter(server, "11:00:00", "172.17.0.3", readers(300, "winner"), 5, box="info@mill.example",
               subject="You have won", flood="stolen")
    server.expect("stolen", "mailbox", account="info@mill.example", block=[], spare_origins=["192.0.2.55", "172.17.0.3"])
    server.never_named(NEWS, PAPER)
    return server

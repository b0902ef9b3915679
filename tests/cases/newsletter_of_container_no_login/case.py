"""The same by right of its address, without a login: the first to a list of years, which says how to leave. Clean. Beside
it a container that was broken into, which writes as a bank and copies even that."""
from honest_mailings import NEWS, PAPER, newsletter, readers, town
from server import Server


def build(root):
    server = town(Server(root, layout="hestia", exim="4.96"), days=12)
    newsletter(server, "09:00:00", "172.17.0.2", readers(400), 10, login=False)
    newsletter(server, "11:00:00", "172.18.0.5", readers(300, "winner"), 10, box="service@bank.example", login=False,
               subject="Your card is locked", flood="bank")
    server.expect("bank", "relay", account=None, block=[], spare_origins=["172.18.0.5"])
    server.never_named(NEWS, PAPER, "172.17.0.2")
    return server

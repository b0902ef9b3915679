"""A thief has bought something and writes the receipt's subject over his own letters, which he sends with the service's login
to a list of which a sixth is dead, as slowly as the service. The honest stories: receipts_from_more_hosts."""
import receipts

THIEF = "192.0.2.211"


def build(root):
    server = receipts.service(root)
    for number, at in enumerate(server.spread("08:00:00", "15:40:00", 140)):
        receipts.receipt(server, at, THIEF, 20000 + number, ("delivered",) * 5 + ("unknown",), flood="stolen")
    server.expect("stolen", "mailbox", account=receipts.BOX, block=[THIEF], spare_origins=receipts.HOSTS)
    return server

"""A shop that sends 160 letters a day with its mailbox's login moved to another machine this morning, and its old one is
silent: the letters are as many and the same. At noon its password was mistyped there once. Clean."""
import receipts
from abuse import stolen_beside

OLD, NEW = receipts.HOSTS, receipts.NEW[0]


def build(root):
    server = receipts.service(root, 12, OLD)
    for number, at in enumerate(server.spread("02:00:00", "15:55:00", 130)):
        receipts.receipt(server, at, NEW, 9000 + number, "unknown" if number % 33 == 4 else "delivered")
    server.smtp_auth_failure(receipts.BOX, NEW, "12:10:00")
    stolen_beside(server)
    server.never_named(receipts.BOX, "tool", NEW, *OLD)
    return server

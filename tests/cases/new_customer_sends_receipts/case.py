"""A customer came five days ago with his shop, whose hosts send 120 receipts a day with a mailbox's login, today as then. This
is no slow abuse that began on Wednesday: there was nobody before. At noon each of
his hosts failed once. Clean."""
import newcomer
from abuse import stolen_beside


def build(root):
    server = newcomer.send(root, "Your receipt no.", ("delivered",) * 32 + ("unknown",))
    for host in newcomer.HOSTS:
        server.smtp_auth_failure(newcomer.BOX, host, "12:10:00")
    stolen_beside(server)
    server.never_named(newcomer.BOX, "tool", *newcomer.HOSTS)
    return server

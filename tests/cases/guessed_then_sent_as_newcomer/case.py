"""As new_customer_sends_receipts, but each of the hosts failed for the mailbox before it got in: the new customer's shop knows its password."""
import newcomer


def build(root):
    server = newcomer.send(root, "Your receipt no.", ("delivered",) * 9 + ("unknown",), flood="stolen")
    for host in newcomer.HOSTS:
        for at in server.spread((6, "18:00:00"), (6, "20:00:00"), 6):
            server.smtp_auth_failure(newcomer.BOX, host, at)
    server.expect("stolen", "mailbox", account=newcomer.BOX, block=newcomer.HOSTS)
    return server

"""As new_customer_sends_receipts, but the mailbox is no new one: its owner has read it every day for two weeks, and writes nothing. Who sends with
its password since Wednesday is a thief, however steadily."""
import newcomer

HOME = "84.17.3.9"


def build(root):
    server = newcomer.send(root, "Your parcel no.", ("delivered",) * 9 + ("unknown",), flood="stolen")
    for ago in range(15, -1, -1):
        for at in server.spread((ago, "07:30:00"), (ago, "15:30:00"), 5):
            server.login(newcomer.BOX, HOME, at)
    server.expect("stolen", "mailbox", account=newcomer.BOX, block=newcomer.HOSTS, spare_origins=[HOME])
    return server

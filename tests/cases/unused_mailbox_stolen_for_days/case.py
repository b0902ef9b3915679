"""Thieves have sent 120 letters a day for five days with the password of a mailbox that nobody uses; a seventh of the people
does not exist, and another seventh's servers call it spam. Named and blocked (new_customer_sends_receipts is the honest
story)."""
import newcomer


def build(root):
    server = newcomer.send(root, "Your parcel no.", ("delivered",) * 5 + ("unknown", "spam"), flood="stolen")
    server.expect("stolen", "mailbox", account=newcomer.BOX, block=newcomer.HOSTS)
    return server

"""A carrier translates the telephones of eight customers to an address that nobody here ever had: each reads its mail and writes four letters
there, while a colleague reads on at the office. One letter of each is an invoice. Clean (thief_who_looks_in_first is not)."""
from one_mailbox_each import customers

CARRIER = "203.0.113.5"
WHAT = ("Quote", "Meeting", "Keys")
WHOM = ("Anna", "the bakery", "Monday", "Mr Lang", "our garden", "the boat", "Lisbon", "the choir")


def build(root):
    server, boxes = customers(root, 8, layout="debian")
    for number, box in enumerate(boxes):
        for turn in range(4):
            at = server.moment(f"1{turn}:{number:02d}:30")
            subject = f"Invoice {number}{turn}" if turn == 3 else f"{WHAT[turn]} for {WHOM[number]}"
            server.login(box, CARRIER, at - 8)
            server.smtp_auth_message(box, CARRIER, at, server.strangers(1), subject, "greylisted" if turn == 3 else "delivered")
    return server

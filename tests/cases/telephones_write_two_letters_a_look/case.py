"""As telephones_at_one_new_address, but each of the eight writes two letters, to ever others and of ever other texts, each time his telephone
has fetched the mail: one that stays connected logs in once for a few. Clean (thief_who_looks_in_first is not)."""
from one_mailbox_each import customers

CARRIER = "203.0.113.5"
WHAT = ("Quote", "Meeting", "Keys", "Photographs", "Thanks", "Train times", "Plans", "Colours")
WHOM = ("Anna", "the bakery", "Monday", "Mr Lang", "our garden", "the boat", "Lisbon", "the choir")


def build(root):
    server, boxes = customers(root, 8, layout="debian")
    for number, box in enumerate(boxes):
        for turn, what in enumerate(WHAT):
            at = server.moment(f"1{turn // 2}:{number:02d}:30") + turn % 2 * 400
            if turn % 2 == 0:
                server.login(box, CARRIER, at - 8)
            server.smtp_auth_message(box, CARRIER, at, server.strangers(1), f"{what} for {WHOM[number]}")
    server.never_named(*boxes, CARRIER)
    return server

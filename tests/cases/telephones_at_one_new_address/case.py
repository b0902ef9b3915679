"""A carrier translates the telephones of eight customers to an address that nobody here ever had: each reads its mail and writes four letters
there, while a colleague reads on at the office. One letter of each is an invoice. Clean (thief_who_looks_in_first is not)."""
from server import Server

CARRIER = "203.0.113.5"
WHAT = ("Quote", "Meeting", "Keys")
WHOM = ("Anna", "the bakery", "Monday", "Mr Lang", "our garden", "the boat", "Lisbon", "the choir")


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    boxes = [f"info@customer{number}.example" for number in range(8)]
    for number in range(8):
        server.account(f"customer{number}", f"customer{number}.example", ["info"])
    server.history({box: f"192.0.{2 + number}.10" for number, box in enumerate(boxes)}, days=7, messages=4)
    for number, box in enumerate(boxes):
        server.ordinary_day(box, f"192.0.{2 + number}.10", messages=2)
        for turn in range(4):
            at = server.moment(f"1{turn}:{number:02d}:30")
            subject = f"Invoice {number}{turn}" if turn == 3 else f"{WHAT[turn]} for {WHOM[number]}"
            server.login(box, CARRIER, at - 8)
            server.smtp_auth_message(box, CARRIER, at, server.strangers(1), subject, "greylisted" if turn == 3 else "delivered")
    return server

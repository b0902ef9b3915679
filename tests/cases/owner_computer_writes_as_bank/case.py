"""The treasurer writes under her own address. Today her computer sends seventy letters under a bank's, as many to addresses
that are gone as in owner_writes_as_club: her mailbox is named."""
from club_sender import BOX, HOME, club


def build(root):
    server = club(root, BOX)
    for number, at in enumerate(server.spread("12:05:00", "14:30:00", 70)):
        server.smtp_auth_message(BOX, HOME, at, [f"person{number}@mail{number % 12}.example"], "Your account is limited",
                                 "unknown" if number % 18 == 5 else "greylisted" if number % 20 == 1 else "delivered",
                                 sender="service@bank.example", flood="infected")
    server.expect("infected", "mailbox", account=BOX, block=[], spare_origins=[HOME])
    return server

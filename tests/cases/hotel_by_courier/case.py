"""The mailboxes are Courier's, not Dovecot's. No subject is logged. A thief sends ninety letters after others guessed;
the owner, in a hotel where he never was, reads his mail there all day and writes six: his address stays open."""
from hotel import HOTEL, OFFICE, build_hotel

GUESSER = "203.0.113.77"
# A name that ends as Courier's own lines do accuses the office of what the guesser tries.
FRAMING = f"info, ip=[::ffff:{OFFICE}], port=[1025]"


def build(root):
    server = build_hotel(root, dovecot="courier")
    for number, at in enumerate(server.spread("08:00:00", "11:30:00", 160)):
        server.failed_login([FRAMING, "sales@harbor.example", f"clerk{number}@harbor.example"][number % 3], GUESSER, at)
    server.expect("guessing", "inbound", block=[GUESSER], spare_origins=[OFFICE, HOTEL])
    return server

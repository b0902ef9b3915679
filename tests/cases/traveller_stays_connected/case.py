"""As traveller_by_turns, but her telephone keeps two connections open on which new mail is told of: it logs in three times a day.
Clean."""
from traveller import BOX, CARRIER, at_a_fair


def build(root):
    server = at_a_fair(root)
    for number, at in enumerate(("06:50:00", "06:50:02", "09:10:00", "09:10:03", "12:30:00", "12:30:02")):
        server.login(BOX, CARRIER[number * 11 % 30], at, seconds=3 * 3600)
    return server

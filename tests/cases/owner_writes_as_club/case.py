"""The treasurer's letters have always borne the club's address at a great provider as sender. Today seventy reminders of the
fee do, four to addresses that are gone. Clean."""
from club_sender import BOX, HOME, club

CLUB = "bird.club@bigmail.example"


def build(root):
    server = club(root, CLUB)
    for number, at in enumerate(server.spread("12:05:00", "14:30:00", 70)):
        server.smtp_auth_message(BOX, HOME, at, [f"member{number}@mail{number % 12}.example"], "Reminder: membership fee 2026",
                                 "unknown" if number % 18 == 5 else "greylisted" if number % 20 == 1 else "delivered", sender=CLUB)
    server.never_named(BOX, "club", "club.example", HOME)
    return server

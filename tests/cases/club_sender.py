"""A club's treasurer, whose mailbox has been used from one home line for days."""
from server import Server

BOX, HOME = "treasurer@club.example", "192.0.2.21"


def club(root, sender, days=12):
    """A few letters a day, today too, under `sender`."""
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("club", "club.example", ["treasurer", "info"])
    server.history({"info@club.example": "192.0.2.22"}, days=days)
    for ago in range(days, -1, -1):
        for at in server.spread((ago, "08:00:00"), (ago, "15:00:00"), 5):
            server.login(BOX, HOME, at)
        for number in range(3):
            server.smtp_auth_message(BOX, HOME, (ago, f"11:1{number}:00"), [f"member{ago * 5 + number}@mail{number}.example"],
                                     f"Your question {number}", sender=sender)
    return server

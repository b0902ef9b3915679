"""As office_moved_unread's closed office, but its thief reads, too, and hardly anybody turns his letters away: the passwords failed at his line
before they opened. An office that moved knows its own."""
from server import Server

OLD, THIEF = "192.0.2.21", "203.0.113.99"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = [f"{name}@plumber.example" for name in ("office", "anna")]
    server.account("plumber", "plumber.example", [box.partition("@")[0] for box in boxes])
    for box in boxes:
        for ago in range(14, 2, -1):
            server.login(box, OLD, (ago, "09:00:00"))
            server.smtp_auth_message(box, OLD, (ago, "10:20:00"), [f"f{ago}@partner1.example"], f"Bathroom {ago}")
        for at in server.spread("05:00:00", "06:30:00", 4):
            server.failed_login(box, THIEF, at)
        for at in server.spread("07:00:00", "15:50:00", 30):
            server.login(box, THIEF, at)
    for number, at in enumerate(server.spread("13:00:00", "13:40:00", 120)):
        server.smtp_auth_message(boxes[0], THIEF, at, server.strangers(1), "Your invoice is overdue",
                                 "unknown" if number % 25 == 7 else "greylisted" if number % 12 == 0 else "delivered",
                                 helo="[192.168.178.20]", flood="stolen")
    server.expect("stolen", "mailbox", account=boxes[0], block=[THIEF])
    return server

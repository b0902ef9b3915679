"""An office with a new line since five days sends 45 invoices instead of five. Of last week's invoices three still wait
for full mailboxes: these began no mailing, and the line is the owner's. Clean."""
from server import Server

BOX, NEW_LINE = "info@harbor.example", "198.51.100.88"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    for ago in range(14, -1, -1):
        line = "192.0.2.21" if ago > 4 else NEW_LINE
        server.ordinary_day(BOX, line, ago)
        for number in range(5):
            is_stuck = number == 0 and ago in (3, 5, 6)
            server.smtp_auth_message(BOX, line, (ago, f"1{number}:10:00"), [f"client{ago}x{number}@firm{number}.example"],
                                     f"Invoice {4000 + ago * 10 + number}", "over_quota" if is_stuck else "delivered")
    for number, at in enumerate(server.spread("13:00:00", "15:50:00", 45)):
        server.smtp_auth_message(BOX, NEW_LINE, at, [f"buyer{number}@firm{number % 40}.example"], f"Invoice {5000 + number}",
                                 "delivered" if number % 9 else "greylisted")
    server.never_named(BOX, NEW_LINE)
    return server

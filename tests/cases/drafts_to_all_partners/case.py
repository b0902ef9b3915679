"""The logs are two days old. A project's office, whose desk is read on the first of them, writes six drafts to its sixty partners today: from
the desk, from a train and from a hotel, where the mailbox is read as well. Three partners have left. Clean."""
from server import Server

BOX, DESK, ROAD = "project@harbor.example", "192.0.2.21", ["109.40.8.20", "84.61.9.12"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["project"])
    server.ordinary_day(BOX, DESK, 1)
    partners = [f"partner{number}@institute{number % 30}.example" for number in range(60)]
    for draft, (place, when) in enumerate(zip([DESK, ROAD[0], DESK, ROAD[1], ROAD[0], DESK], ("08:30:00", "10:10:00", "11:40:00", "13:00:00", "13:20:00", "14:50:00"))):
        at = server.moment(when)
        server.login(BOX, place, at - 120)
        server.smtp_auth_message(BOX, place, at, partners, f"WP3 draft v{draft}",
                                 {to: "unknown" if n % 20 == 4 else "greylisted" if n % 25 == 7 else "delivered" for n, to in enumerate(partners)})
    server.logs_begin = server.now - 2 * 86400
    server.never_named("harbor", BOX, DESK, *ROAD)
    return server

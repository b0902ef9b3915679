"""A stranger writes through Horde with a mailbox's password. While he sends, thousands of lines more appear in its log that tell of
letters of the same mailbox, to somebody to whom none goes. The mailbox is named all the same."""
import horde
from server import Server

BOX, HOME, THIEF = "info@harbor.example", "192.0.2.21", "203.0.113.41"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: HOME})
    server.ordinary_day(BOX, HOME)
    horde.login(server, BOX, THIEF, "11:00:00")
    start = server.moment("11:20:00")
    for number in range(120):
        horde.send(server, BOX, THIEF, start + number, server.strangers(1, domains=60), "Request quotation",
                   ("delivered", "greylisted", "unknown")[number % 3], flood="stolen")
        for _ in range(60):
            horde.line(server, start + number, "INFO", f"Message sent to nobody@town.example from {BOX} ({THIEF})",
                       '1169 of "/usr/share/horde/imp/lib/Compose.php')
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[HOME])
    return server

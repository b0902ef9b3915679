"""Nothing but honest programs that letters are piped to, on the day that brings the helpdesk five times as many. Clean."""
from piped import HELPDESK, ordinary_pipes, piped, town


def build(root):
    server = town(root, layout="debian")
    ordinary_pipes(server)
    for number, at in enumerate(server.spread("09:00:00", "15:30:00", 100)):
        writer = f"new{number}@town{number % 40}.example"
        letter = piped(server, f"198.51.100.{number % 200 + 1}", at, writer, "help@desk.example", HELPDESK, 0.8)
        for to, subject in ((writer, f"[Ticket {5000 + number}] received"), ("staff@desk.example", f"New ticket {5000 + number}")):
            server.local_message("desk", letter.at + 0.5, "help@desk.example", [to], subject,
                                 {to: "unknown" if number % 9 == 3 and to == writer else "delivered"})
    server.never_named("club", "bakery", "desk", HELPDESK)
    return server

"""A thief writes each of his letters as an answer, with a subject of its own, to eight people at once: no text of his repeats, and none of them
is a person's answer."""
from all_different import outcomes, subject
from server import Server

BOX, HOME, THIEF = "info@harbor.example", "192.0.2.21", "203.0.113.66"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: HOME}, days=12)
    server.ordinary_day(BOX, HOME)
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 40)):
        to = server.strangers(8, domains=60)
        server.smtp_auth_message(BOX, THIEF, at, to, f"Re: {subject(server)}", outcomes(server, to, 9, number),
                                 extra_headers=[("In-Reply-To", f"<{number}@domain01.example>")], flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[HOME])
    return server

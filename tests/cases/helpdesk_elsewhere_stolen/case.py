"""The password of a mailbox that a helpdesk answers from is stolen: a thief sends his mailing beside the answers."""
from helpdesk import BOX, helpdesk

THIEF = "203.0.113.9"


def build(root):
    server = helpdesk(root, letters_today=60, is_dead=lambda number: number % 10 == 0)
    for at in server.spread("12:00:00", "15:20:00", 160):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(1), "Your parcel is waiting",
                                 ("delivered", "unknown", "greylisted"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF])
    return server

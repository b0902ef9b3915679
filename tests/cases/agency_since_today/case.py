"""Three clubs, who write and read at their own places as ever, have an agency send their programmes since today, all from one host where
nobody else here logs in: a fifth of the forty-five addresses is dead. Clean: logs of a week tell each mailbox's past, and what one driver does
with all of them counts in young ones alone (one_driver_of_young_logs)."""
from one_mailbox_each import customers

AGENCY = "84.60.7.9"


def build(root):
    server, boxes = customers(root, 3, layout="cpanel")
    for number, at in enumerate(server.spread("13:00:00", "15:30:00", 45)):
        server.smtp_auth_message(boxes[number % 3], AGENCY, at, server.strangers(1, domains=40), f"Programme {number}",
                                 "unknown" if number % 5 == 3 else "delivered")
    server.never_named(*boxes, AGENCY)
    return server

"""At the month's end a service needs two hosts more for its receipts: four times as many, of one text with
those of its three others. A thief with the same login beside. Only he is blocked, and only his mail is taken."""
import receipts

THIEF = "192.0.2.211"


def build(root):
    server = receipts.service(root, 560, receipts.HOSTS + receipts.NEW)
    for at in server.spread("11:00:00", "15:40:00", 150):
        server.smtp_auth_message(receipts.BOX, THIEF, at, server.strangers(1), "Your account is suspended",
                                 ("delivered", "greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=receipts.BOX, block=[THIEF], spare_origins=receipts.HOSTS + receipts.NEW)
    return server

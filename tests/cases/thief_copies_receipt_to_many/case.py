"""As thief_copies_receipt, but the thief writes each of sixty letters to a dozen people, hardly one of whom is dead. The service writes to one at
a time."""
import receipts

THIEF = "192.0.2.211"


def build(root):
    server = receipts.service(root)
    for number, at in enumerate(server.spread("08:00:00", "15:40:00", 60)):
        server.smtp_auth_message(receipts.BOX, THIEF, at, server.strangers(12, domains=60), f"Your receipt no. {30000 + number}",
                                 ("delivered",) * 30 + ("greylisted", "unknown"), helo="app.tool.example", mailer="plain", flood="stolen")
    server.expect("stolen", "mailbox", account=receipts.BOX, block=[THIEF], spare_origins=receipts.HOSTS)
    return server

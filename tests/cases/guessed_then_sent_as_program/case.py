"""As program_moves_host, but the new host failed twelve times for the mailbox before it got in: the program knows its password."""
import receipts

OLD, NEW = receipts.HOSTS, receipts.NEW[0]


def build(root):
    server = receipts.service(root, 12, OLD)
    for at in server.spread("00:10:00", "01:30:00", 12):
        server.smtp_auth_failure(receipts.BOX, NEW, at)
    for number, at in enumerate(server.spread("02:00:00", "15:55:00", 130)):
        receipts.receipt(server, at, NEW, 9000 + number, "unknown" if number % 33 == 4 else "greylisted" if number % 20 == 7 else "delivered",
                         flood="stolen")
    server.expect("stolen", "mailbox", account=receipts.BOX, block=[NEW], spare_origins=OLD)
    return server

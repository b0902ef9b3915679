"""Twenty-four mailboxes of a server redirect their mail by Dovecot's Sieve, which hands it to sendmail as vmail with the
senders as they were. Today much spam came: 3 times as much, and the great providers refuse a third. Clean."""
from abuse import stolen_beside
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("vmail", "vmail.example", [], uid=5000)
    server.history({"info@harbor.example": "192.0.2.21"}, days=12)
    for ago in range(12, -1, -1):
        count = 60 if ago else 240
        for n, at in enumerate(server.spread((ago, "00:10:00"), (ago, "15:50:00"), count)):
            spam = n % 3 == 0 if ago == 0 else n % 10 == 0
            sender = f"s{ago}{n}@partner{n % 23}.example"
            to = f"owner{n % 24}@bigmail{n % 3}.example"
            got = server.remote_message(f"198.51.100.{20 + n % 90}", at, sender, "info@harbor.example", f"Letter {ago} {n * 37 % 991}")
            server.local_message("vmail", at + 0.4, sender, [to], f"Letter {ago} {n * 37 % 991}", "spam" if spam else "delivered",
                                 directory="/var/mail/vhosts", message_id_header=got.message_id_header, arguments=("/usr/sbin/sendmail", "-i", "-f", sender, "--", to))
    stolen_beside(server)
    server.never_named("vmail")
    return server

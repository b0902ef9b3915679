"""Twenty-four mailboxes of a server redirect their mail by Dovecot's Sieve, which hands it to sendmail as vmail with the
senders as they were. Today much spam came: 3 times as much, and the great providers refuse a third. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("marina", "marina.example", ["info"])
    server.history({"info@marina.example": "192.0.2.71"}, days=12)
    server.ordinary_day("info@marina.example", "192.0.2.71")
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
    for number, at in enumerate(server.spread("11:00:00", "15:40:00", 120)):
        server.smtp_auth_message("info@marina.example", "203.0.113.211", at, server.strangers(2), "Your parcel is waiting",
                                 ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account="info@marina.example", block=["203.0.113.211"], spare_origins=["192.0.2.71"])
    server.never_named("vmail")
    return server

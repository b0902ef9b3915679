"""As reseller_customer_hacked, where each letter's sender writes once, so that nobody is known as a regular writer, and two texts are half of
what goes out each day. They wait beside the flood, and stay."""
from server import Server

NOT_THROUGH_A_FILTER = "who sent what waits since before the window stands in lines that are only counted"
BOX, HOST = "smtp@reseller.example", "203.0.113.50"


def letters(server, ago, count):
    until = "15:40:00" if ago == 0 else "18:00:00"
    for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, until), count)):
        outcome = "unknown" if number % 16 == 3 else "greylisted" if number % 16 == 9 else "delivered"
        server.smtp_auth_message(BOX, HOST, at, [f"buyer{ago * 31 + number}@domain{number % 25:02d}.example"],
                                 f"{('Order', 'Invoice')[number // 2 % 2]} {4000 - ago * 117 + number}", outcome, helo="smtp-out.reseller.example",
                                 sender=f"office@customer{ago * 200 + number}.example", honest="spam")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("relay", "reseller.example", ["smtp"])
    for ago in range(10, -1, -1):
        letters(server, ago, 90)
    for at in server.spread("13:00:00", "15:40:00", 200):
        server.smtp_auth_message(BOX, HOST, at, server.strangers(1), "Your parcel is held at customs",
                                 ("greylisted", "unknown", "spam"), helo="smtp-out.reseller.example",
                                 sender="office@customer7.example", flood="spam")
    server.expect("spam", "mailbox", account=BOX, block=[], spare_origins=[HOST])
    return server
